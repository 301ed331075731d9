/// A kind of log, by the tool that writes it.
public enum LogFormat: String, Equatable, Sendable, CaseIterable {
  case plateau = "plateau"
  case kerasCSV = "keras-csv"
  case ultralyticsCSV = "ultralytics-csv"
  case yolov5CSV = "yolov5-csv"
  case yoloResults = "yolo-results"
  case lightningCSV = "lightning-csv"
  case fastaiCSV = "fastai-csv"
  case dvcLive = "dvclive"
  case swiftModelsCSV = "swift-models-csv"
  case tensorBoardCSV = "tensorboard-csv"
  case delimited = "delimited"
  case tensorBoard = "tensorboard"
  case kerasHistory = "keras-history"
  case trainerState = "hf-trainer-state"
  case detectron2JSON = "detectron2-json"
  case mmEngineJSON = "mmengine-json"
  case mmDetectionJSON = "mmdetection-json"
  case detrJSON = "detr-json"
  case llamaFactoryJSON = "llama-factory-json"
  case torchtune = "torchtune"
  case json = "json"
  case jsonLines = "json-lines"
  case kerasConsole = "keras-console"
  case trainerConsole = "hf-console"
  case ultralyticsConsole = "ultralytics-console"
  case mmEngineConsole = "mmengine-console"
  case detectron2Console = "detectron2-console"
  case detrConsole = "detr-console"
  case yoloxConsole = "yolox-console"
  case paddleConsole = "paddledetection-console"
  case darknetConsole = "darknet-console"
  case nanoGPTConsole = "nanogpt-console"
  case boostingConsole = "boosting-console"
  case console = "console"
  case weightsAndBiases = "wandb"
  case trackio = "trackio"
  case mlflow = "mlflow"
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
    case .plateau, .kerasCSV, .yolov5CSV, .yoloResults, .lightningCSV, .fastaiCSV, .kerasHistory,
      .detrJSON, .detrConsole, .paddleConsole:
      0
    case .ultralyticsCSV, .swiftModelsCSV, .mmEngineJSON, .mmDetectionJSON, .kerasConsole,
      .ultralyticsConsole, .mmEngineConsole, .yoloxConsole:
      1
    default: nil
    }
  }

  /// Whether a metric without a prefix is one of the training set.
  var isTrainingUnlessSaid: Bool {
    switch self {
    case .kerasCSV, .kerasHistory, .kerasConsole, .trainerState, .trainerConsole, .plateau,
      .swiftModelsCSV, .detrConsole, .nanoGPTConsole, .darknetConsole, .detectron2JSON,
      .detectron2Console, .paddleConsole:
      true
    default: false
    }
  }
}
