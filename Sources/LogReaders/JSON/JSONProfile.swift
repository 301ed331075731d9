internal import CurveStore
internal import JSONText
internal import RunModel

/// The form of a tool's JSON records: the members with steps and epochs.
struct JSONProfile: Hashable {
  /// The format.
  var format: LogFormat
  /// The name of the member with the step.
  var stepName: String?
  /// The name of the member with the epoch.
  var epochName: String?
  /// The names of members that are not metrics.
  var ignored: Set<String> = []
  /// The names of members whose text names the data that a record was measured on.
  var splitNames: Set<String> = []

  /// The names of members with the time, by precedence.
  static let timeNames = ["_timestamp", "timestamp", "wall_time", "time", "ts"]
  /// The names of the twelve numbers of a COCO evaluation, in order.
  static let cocoNames = [
    "AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl",
  ]
  private static let stepNames = [
    "step", "global_step", "_step", "iteration", "iter", "it", "current_steps", "steps", "batch",
    "training_iteration", "num_updates", "timesteps_total", "total_timesteps", "iterations",
    "update", "round", "batch_idx",
  ]
  private static let epochNames = [
    "epoch", "current_epoch", "epoch_num", "epoch_number", "epoch_id", "epoch_idx", "epochs",
  ]
  private static let splitNames: Set<String> = [
    "split", "phase", "mode", "stage", "subset", "dataset", "_type", "type", "set", "partition",
  ]

  /// Returns true when a single object has the names of metrics rather than of settings.
  static func isRecord(_ json: JSONValue) -> Bool {
    guard case .object(let members) = json else { return false }
    return members.contains {
      $0.name == "epoch" || stepNames.contains($0.name) || MetricKind($0.name).role != .other
    }
  }

  /// Determines the profile from the names in the first records.
  init(_ records: some Sequence<JSONValue>, isLines: Bool) {
    var names: Set<String> = []
    for record in records {
      guard case .object(let members) = record else { continue }
      for member in members where names.count < 10_000 { names.insert(member.name) }
    }
    epochName = Self.first(of: Self.epochNames, in: names)
    stepName = Self.first(of: Self.stepNames, in: names)
    splitNames = names.filter { Self.splitNames.contains($0.lowercased()) }
    format = isLines ? .jsonLines : .json
    if names.isSuperset(of: ["training_iteration", "trial_id"]) {
      (format, epochName) = (.rayTuneJSON, nil)
      ignored = [
        "pid", "time_since_restore", "iterations_since_restore", "timesteps_since_restore",
        "warmup_time",
      ]
    } else if names.isSuperset(of: ["iteration", "total_loss"]),
      names.contains("data_time") || names.contains("eta_seconds") || names.contains("lr")
    {
      (format, stepName) = (.detectron2JSON, "iteration")
    } else if names.contains("mode"), names.contains("iter") || names.contains("env_info") {
      (format, stepName, ignored) = (.mmDetectionJSON, nil, ["iter", "mode"])
    } else if names.isSuperset(of: ["iter", "step"]),
      names.contains("data_time") || names.contains("memory") || names.contains("base_lr")
    {
      (format, ignored) = (.mmEngineJSON, ["iter"])
    } else if names.contains("n_parameters"), epochName != nil {
      // MAE, ConvNeXt and many others took the loop of DETR, but not its evaluation.
      let isDETR = names.contains { $0.contains("coco_eval") || $0.contains("class_error") }
      (format, stepName, ignored) = (isDETR ? .detrJSON : format, nil, ["n_parameters"])
    } else if names.isSuperset(of: ["current_steps", "total_steps"]) {
      format = .llamaFactoryJSON
      stepName = "current_steps"
      ignored = ["total_steps", "percentage", "elapsed_time", "remaining_time"]
    } else if names.isSuperset(of: ["step", "loss"]), names.contains("tokens_per_second_per_gpu") {
      format = .torchtune
    }
  }

  /// The first of the names that is there, in any case.
  private static func first(of wanted: [String], in names: Set<String>) -> String? {
    if let exact = wanted.first(where: names.contains) { return exact }
    let others = names.filter { wanted.contains($0.lowercased()) }
    return wanted.lazy.compactMap { name in
      others.filter { $0.lowercased() == name }.min()
    }.first
  }

  /// Creates the profile of a known format.
  init(_ format: LogFormat, step: String? = nil, epoch: String? = nil) {
    self.format = format
    stepName = step
    epochName = epoch
  }
}

extension LogFormat {
  static let rayTuneJSON = LogFormat("ray-tune-json", "Ray Tune result.json")
  static let json = LogFormat("json", "JSON")
  static let jsonLines = LogFormat("json-lines", "JSON Lines")
  static let detectron2JSON = LogFormat(
    "detectron2-json", "Detectron2 metrics.json", defaultsToTraining: true)
  static let mmEngineJSON = LogFormat(
    "mmengine-json", "MMEngine scalars.json", framework: .mmengine, epochBase: 1)
  static let mmDetectionJSON = LogFormat("mmdetection-json", "MMDetection 2 log.json", epochBase: 1)
  static let detrJSON = LogFormat("detr-json", "DETR log.txt", epochBase: 0)
  static let llamaFactoryJSON = LogFormat(
    "llama-factory-json", "LLaMA-Factory trainer_log.jsonl", framework: .transformers)
  static let torchtune = LogFormat("torchtune", "torchtune log")
}
