extension RunCommand {
  /// The command in a few words: `early_stopping.patience = 12`.
  public var words: String {
    switch self {
    case .pause: "pause"
    case .resume: "resume"
    case .stepEpoch: "step one epoch"
    case .stop(.now): "stop now"
    case .stop(.afterEpoch): "stop after this epoch"
    case .setLearningRate(let rate): "learning_rate = \(rate.metricWords)"
    case .edit(let callback, let field, let value): "\(callback).\(field) = \(value.words)"
    case .reset(let callback): "reset \(callback)"
    case .move(let callback, let places): "move \(callback) \(places < 0 ? "up" : "down")"
    case .undo: "undo"
    case .cancel(.stop): "take back the stop"
    case .cancel(.pause): "take back the pause"
    }
  }
}
