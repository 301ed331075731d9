/// A log format, named after the tool that writes it.
///
/// A new format is a case and a row of `properties`.
public enum LogFormat: String, Equatable, Sendable, CaseIterable {
  /// Plateau events.
  case plateau = "plateau"
  /// Keras CSVLogger.
  case kerasCSV = "keras-csv"
  /// Ultralytics results.csv.
  case ultralyticsCSV = "ultralytics-csv"
  /// YOLOv5 results.csv.
  case yolov5CSV = "yolov5-csv"
  /// YOLO results.txt without a header.
  case yoloResults = "yolo-results"
  /// Lightning metrics.csv.
  case lightningCSV = "lightning-csv"
  /// Fastai history.csv.
  case fastaiCSV = "fastai-csv"
  /// DVCLive.
  case dvcLive = "dvclive"
  /// Swift-models CSVLogger.
  case swiftModelsCSV = "swift-models-csv"
  /// TensorBoard's CSV export.
  case tensorBoardCSV = "tensorboard-csv"
  /// Delimited text.
  case delimited = "delimited"
  /// TensorBoard event files.
  case tensorBoard = "tensorboard"
  /// Keras History.
  case kerasHistory = "keras-history"
  /// Hugging Face trainer_state.json.
  case trainerState = "hf-trainer-state"
  /// Detectron2 metrics.json.
  case detectron2JSON = "detectron2-json"
  /// MMEngine scalars.json.
  case mmEngineJSON = "mmengine-json"
  /// MMDetection 2 log.json.
  case mmDetectionJSON = "mmdetection-json"
  /// DETR log.txt.
  case detrJSON = "detr-json"
  /// LLaMA-Factory trainer_log.jsonl.
  case llamaFactoryJSON = "llama-factory-json"
  /// Torchtune log.
  case torchtune = "torchtune"
  /// JSON.
  case json = "json"
  /// JSON Lines.
  case jsonLines = "json-lines"
  /// Keras console.
  case kerasConsole = "keras-console"
  /// Hugging Face console.
  case trainerConsole = "hf-console"
  /// Ultralytics console.
  case ultralyticsConsole = "ultralytics-console"
  /// MMEngine console.
  case mmEngineConsole = "mmengine-console"
  /// Detectron2 console.
  case detectron2Console = "detectron2-console"
  /// DETR console.
  case detrConsole = "detr-console"
  /// YOLOX console.
  case yoloxConsole = "yolox-console"
  /// PaddleDetection console.
  case paddleConsole = "paddledetection-console"
  /// Darknet console.
  case darknetConsole = "darknet-console"
  /// NanoGPT console.
  case nanoGPTConsole = "nanogpt-console"
  /// XGBoost or LightGBM console.
  case boostingConsole = "boosting-console"
  /// Console text.
  case console = "console"
  /// W&B offline run.
  case weightsAndBiases = "wandb"
  /// Trackio.
  case trackio = "trackio"
  /// MLflow.
  case mlflow = "mlflow"
  /// Folder of several formats.
  case folder = "folder"

  /// The display name.
  public var title: String { properties.title }

  /// The number of the tool's first epoch; nil where it varies.
  public var epochBase: Int? { properties.epochBase }

  /// The buffering of its writer as the end of a sentence; nil for a tool that writes at once.
  public var writerHabit: String? { properties.writerHabit }

  /// True when a metric without a prefix was measured on the training data.
  package var defaultsToTraining: Bool { properties.defaultsToTraining }
}

extension LogFormat {
  /// The properties of a format.
  private struct Properties {
    var title: String
    var epochBase: Int?
    var defaultsToTraining: Bool
    var writerHabit: String?

    init(
      _ title: String, epochBase: Int? = nil, defaultsToTraining: Bool = false,
      writerHabit: String? = nil
    ) {
      self.title = title
      self.epochBase = epochBase
      self.defaultsToTraining = defaultsToTraining
      self.writerHabit = writerHabit
    }
  }

  /// The properties, one row per format.
  private var properties: Properties {
    switch self {
    case .plateau: Properties("Plateau events", epochBase: 1, defaultsToTraining: true)
    case .kerasCSV: Properties("Keras CSVLogger", epochBase: 0, defaultsToTraining: true)
    case .ultralyticsCSV: Properties("Ultralytics results.csv", epochBase: 1)
    case .yolov5CSV: Properties("YOLOv5 results.csv", epochBase: 0)
    case .yoloResults: Properties("YOLO results.txt without a header", epochBase: 0)
    case .lightningCSV:
      Properties("Lightning metrics.csv", epochBase: 0, writerHabit: "writes every 100 steps")
    case .fastaiCSV: Properties("fastai history.csv", epochBase: 0)
    case .dvcLive: Properties("DVCLive")
    case .swiftModelsCSV:
      Properties("swift-models CSVLogger", epochBase: 1, defaultsToTraining: true)
    case .tensorBoardCSV: Properties("TensorBoard's CSV export")
    case .delimited: Properties("delimited text")
    case .tensorBoard: Properties("TensorBoard event files", writerHabit: "buffers up to 120 s")
    case .kerasHistory:
      Properties(
        "Keras History", epochBase: 0, defaultsToTraining: true,
        writerHabit: "writes when training ends")
    case .trainerState:
      Properties(
        "Hugging Face trainer_state.json", defaultsToTraining: true,
        writerHabit: "writes at checkpoints")
    case .detectron2JSON: Properties("Detectron2 metrics.json", defaultsToTraining: true)
    case .mmEngineJSON: Properties("MMEngine scalars.json", epochBase: 1)
    case .mmDetectionJSON: Properties("MMDetection 2 log.json", epochBase: 1)
    case .detrJSON: Properties("DETR log.txt", epochBase: 0)
    case .llamaFactoryJSON: Properties("LLaMA-Factory trainer_log.jsonl")
    case .torchtune: Properties("torchtune log")
    case .json: Properties("JSON")
    case .jsonLines: Properties("JSON Lines")
    case .kerasConsole: Properties("Keras console", epochBase: 1, defaultsToTraining: true)
    case .trainerConsole: Properties("Hugging Face console", defaultsToTraining: true)
    case .ultralyticsConsole: Properties("Ultralytics console", epochBase: 1)
    case .mmEngineConsole: Properties("MMEngine console", epochBase: 1)
    case .detectron2Console: Properties("Detectron2 console", defaultsToTraining: true)
    case .detrConsole: Properties("DETR console", epochBase: 0, defaultsToTraining: true)
    case .yoloxConsole: Properties("YOLOX console", epochBase: 1)
    case .paddleConsole:
      Properties("PaddleDetection console", epochBase: 0, defaultsToTraining: true)
    case .darknetConsole: Properties("darknet console", defaultsToTraining: true)
    case .nanoGPTConsole: Properties("nanoGPT console", defaultsToTraining: true)
    case .boostingConsole: Properties("XGBoost or LightGBM console")
    case .console: Properties("console text")
    case .weightsAndBiases: Properties("W&B offline run", writerHabit: "buffers blocks of 32 KiB")
    case .trackio: Properties("Trackio")
    case .mlflow: Properties("MLflow")
    case .folder: Properties("folder of several formats")
    }
  }
}
