/// A kind of log, by the tool that writes it.
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

  /// The format in words, for people.
  public var title: String {
    switch self {
    case .plateau: "Plateau events"
    case .kerasCSV: "Keras CSVLogger"
    case .ultralyticsCSV: "Ultralytics results.csv"
    case .yolov5CSV: "YOLOv5 results.csv"
    case .yoloResults: "YOLO results.txt without a header"
    case .lightningCSV: "Lightning metrics.csv"
    case .fastaiCSV: "fastai history.csv"
    case .dvcLive: "DVCLive"
    case .swiftModelsCSV: "swift-models CSVLogger"
    case .tensorBoardCSV: "TensorBoard's CSV export"
    case .delimited: "delimited text"
    case .tensorBoard: "TensorBoard event files"
    case .kerasHistory: "Keras History"
    case .trainerState: "Hugging Face trainer_state.json"
    case .detectron2JSON: "Detectron2 metrics.json"
    case .mmEngineJSON: "MMEngine scalars.json"
    case .mmDetectionJSON: "MMDetection 2 log.json"
    case .detrJSON: "DETR log.txt"
    case .llamaFactoryJSON: "LLaMA-Factory trainer_log.jsonl"
    case .torchtune: "torchtune log"
    case .json: "JSON"
    case .jsonLines: "JSON Lines"
    case .kerasConsole: "Keras console"
    case .trainerConsole: "Hugging Face console"
    case .ultralyticsConsole: "Ultralytics console"
    case .mmEngineConsole: "MMEngine console"
    case .detectron2Console: "Detectron2 console"
    case .detrConsole: "DETR console"
    case .yoloxConsole: "YOLOX console"
    case .paddleConsole: "PaddleDetection console"
    case .darknetConsole: "darknet console"
    case .nanoGPTConsole: "nanoGPT console"
    case .boostingConsole: "XGBoost or LightGBM console"
    case .console: "console text"
    case .weightsAndBiases: "W&B offline run"
    case .trackio: "Trackio"
    case .mlflow: "MLflow"
    case .folder: "folder of several formats"
    }
  }

  /// What the tool's first epoch is called, where that is fixed.
  public var epochBase: Int? {
    switch self {
    case .kerasCSV, .yolov5CSV, .yoloResults, .lightningCSV, .fastaiCSV, .kerasHistory, .detrJSON,
      .detrConsole, .paddleConsole:
      0
    case .plateau, .ultralyticsCSV, .swiftModelsCSV, .mmEngineJSON, .mmDetectionJSON, .kerasConsole,
      .ultralyticsConsole, .mmEngineConsole, .yoloxConsole:
      1
    default: nil
    }
  }

  /// How its writer keeps things to itself, as the end of a sentence; nil for one that writes at once.
  public var writerHabit: String? {
    switch self {
    case .tensorBoard: "buffers up to 120 s"
    case .weightsAndBiases: "buffers blocks of 32 KiB"
    case .lightningCSV: "writes every 100 steps"
    case .trainerState: "writes at checkpoints"
    case .kerasHistory: "writes when training ends"
    default: nil
    }
  }

  /// Whether a metric without a prefix is one of the training set.
  package var isTrainingUnlessSaid: Bool {
    switch self {
    case .kerasCSV, .kerasHistory, .kerasConsole, .trainerState, .trainerConsole, .plateau,
      .swiftModelsCSV, .detrConsole, .nanoGPTConsole, .darknetConsole, .detectron2JSON,
      .detectron2Console, .paddleConsole:
      true
    default: false
    }
  }
}
