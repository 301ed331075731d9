internal import CurveStore
internal import RunModel
internal import TextForms

/// A tool that prints one record per line, recognized by the words that only it prints.
///
/// Its lines are read like any others: the tool only gives the log its name and its rules for
/// epochs and for names without a split. A new tool is a format and a row of `all`.
struct ConsoleTool: Sendable {
  /// The format of its logs.
  var format: LogFormat
  /// Texts that all stand in a line of the tool.
  var marks: [String]
  /// The text that its lines begin with; empty when there is none.
  var start = ""

  private static let all = [
    ConsoleTool(format: .trainerConsole, marks: ["{'", "'epoch': ", "'learning_rate': "]),
    ConsoleTool(format: .trainerConsole, marks: ["{'", "'epoch': ", "'eval_runtime': "]),
    ConsoleTool(format: .mmEngineConsole, marks: [" mmengine ", "(train) ["]),
    ConsoleTool(format: .detectron2Console, marks: ["2.utils.events"]),
    ConsoleTool(format: .detectron2Console, marks: ["eta:", " iter: ", "total_loss:", "max_mem:"]),
    ConsoleTool(format: .paddleConsole, marks: ["ppdet.engine"]),
    ConsoleTool(format: .detrConsole, marks: ["Epoch: [", "class_error: ", "loss: "]),
    ConsoleTool(format: .yoloxConsole, marks: ["yolox.", "epoch: ", "iter: "]),
    ConsoleTool(format: .darknetConsole, marks: [" avg loss, ", " rate, ", " images"]),
    ConsoleTool(format: .nanoGPTConsole, marks: [": loss ", ", time ", ", mfu "], start: "iter "),
    ConsoleTool(format: .boostingConsole, marks: ["]\ttrain-"], start: "["),
    ConsoleTool(format: .boostingConsole, marks: ["]\ttrain"], start: "["),
    ConsoleTool(format: .boostingConsole, marks: ["]\tvalid"], start: "["),
    ConsoleTool(format: .boostingConsole, marks: ["]\ttest-"], start: "["),
    ConsoleTool(format: .boostingConsole, marks: ["]\teval-"], start: "["),
    ConsoleTool(
      format: .torchtune, marks: [" | loss:", "tokens_per_second_per_gpu:"], start: "Step "),
    ConsoleTool(format: .kerasConsole, marks: ["/step - ", ": "]),
    ConsoleTool(format: .kerasConsole, marks: ["] - ETA: ", " - ", ": "]),
    ConsoleTool(format: .kerasConsole, marks: ["=] - loss: "]),
    ConsoleTool(format: .kerasConsole, marks: [".] - loss: "]),
    ConsoleTool(format: .kerasConsole, marks: ["/", "s - loss: "]),
    ConsoleTool(format: .kerasConsole, marks: ["/", "s - accuracy: ", " - loss: "]),
  ]

  /// The format of the tool with the most lines; nil when no line is one's.
  static func format(of forms: [LearnedForm]) -> LogFormat? {
    var lines: [LogFormat: Int] = [:]
    for form in forms where form.isRecord || form.names.isEmpty {
      if let tool = all.first(where: { $0.printed(form.example) }) {
        lines[tool.format, default: 0] += form.lines
      }
    }
    return lines.max { ($0.value, $1.key.name) < ($1.value, $0.key.name) }?.key
  }

  private func printed(_ line: String) -> Bool {
    let isStart = start.isEmpty || line.drop { $0 == " " }.hasPrefix(start)
    return isStart && marks.allSatisfy { line.contains($0) }
  }
}

extension LogFormat {
  static let kerasConsole = LogFormat(
    "keras-console", "Keras console", framework: .keras, epochBase: 1)
  static let trainerConsole = LogFormat(
    "hf-console", "Hugging Face console", framework: .transformers, defaultsToTraining: true)
  static let mmEngineConsole = LogFormat(
    "mmengine-console", "MMEngine console", framework: .mmengine, epochBase: 1)
  static let detectron2Console = LogFormat(
    "detectron2-console", "Detectron2 console", defaultsToTraining: true)
  static let detrConsole = LogFormat(
    "detr-console", "DETR console", epochBase: 0, defaultsToTraining: true)
  static let yoloxConsole = LogFormat(
    "yolox-console", "YOLOX console", epochBase: 1, defaultsToTraining: true)
  static let paddleConsole = LogFormat(
    "paddledetection-console", "PaddleDetection console", epochBase: 0, defaultsToTraining: true)
  static let darknetConsole = LogFormat(
    "darknet-console", "darknet console", defaultsToTraining: true)
  static let nanoGPTConsole = LogFormat(
    "nanogpt-console", "nanoGPT console", defaultsToTraining: true)
  static let boostingConsole = LogFormat("boosting-console", "XGBoost or LightGBM console")
}
