import Callbacks
import RunModel

/// A model of one number, and a record of what callbacks reported.
final class StubModel: SavableModel {
  var learningRate: Float
  var weights: [[Float]] = [[0]]
  var averagedWeights: [[Float]]?
  var usesAverage = false
  var saved: [String] = []
  var resets = 0
  var iterations = 0

  init(learningRate: Float = 0.001) { self.learningRate = learningRate }

  func direction(ofMetric metric: String) -> Direction? { metric == "accuracy" ? .max : nil }
  func resetOptimizer() { resets += 1 }
  /// True when the disk it is saved to is full.
  var hasNoRoom = false

  func save(to path: String, weightsOnly: Bool, keeping: [String: [[Float]]]) throws {
    if hasNoRoom { throw CallbackError("\(path): no space left on device", isLackOfRoom: true) }
    saved.append(path)
  }
  func load(from path: String) throws -> [String: [[Float]]] { [:] }
}

/// Runs callbacks without a trainer and keeps what they report.
final class Stage {
  let model: StubModel
  let training: TrainingContext
  private let told: Told

  private final class Told { var events: [RunEvent.Kind] = [] }

  init(model: StubModel = StubModel(), epochs: Int = 100) {
    let told = Told()
    self.model = model
    self.told = told
    training = TrainingContext(model: model, epochs: epochs, steps: 1) { told.events.append($0) }
  }

  var events: [RunEvent.Kind] { told.events }

  /// The messages since the last call.
  func takeMessages() -> [String] {
    defer { told.events.removeAll() }
    return told.events.compactMap { if case .message(_, let text) = $0 { text } else { nil } }
  }

  func begin(_ callback: any Callback) throws {
    var logs = Logs()
    try callback.onTrainBegin(logs: &logs, training: training)
  }

  @discardableResult
  func end(_ callback: any Callback, epoch: Int, _ logs: Logs) throws -> Logs {
    var logs = logs
    training.epoch = epoch
    try callback.onEpochEnd(epoch: epoch, logs: &logs, training: training)
    return logs
  }

  func finish(_ callback: any Callback) throws {
    var logs = Logs()
    try callback.onTrainEnd(logs: &logs, training: training)
  }
}
