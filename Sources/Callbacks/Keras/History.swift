public import RunModel

/// The metrics of every epoch, by name: Keras's `History`.
///
/// As in Keras, a name that is missing in an epoch makes a shorter list without a gap.
///
///     let history = try model.fit(x, y, epochs: 10)
///     print(history["loss"]?.last ?? .nan)
public final class History: Callback {
  /// The epochs of the last fit, from 0.
  public private(set) var epochs: [Int] = []
  /// The metrics in the order of their first epoch, with their values.
  public private(set) var values: [(name: String, values: [Double])] = []
  /// An empty memory: a resume needs nothing of this callback.
  public var memory = CallbackMemory()

  /// An empty history.
  public init() {}

  /// The values of a metric; nil when it never occurred.
  public subscript(name: String) -> [Double]? { values.first { $0.name == name }?.values }

  public var state: CallbackState {
    CallbackState(id: Self.recipeName, name: name, role: .logs)
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws { epochs = [] }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    append(epoch, logs)
  }

  /// Adds the epochs before an interruption, which a run's events hold.
  ///
  /// - Complexity: O(values).
  public func append(_ recorded: [EpochSummary]) {
    for summary in recorded { append(summary.epoch, summary.logs) }
  }

  private func append(_ epoch: Int, _ logs: Logs) {
    epochs.append(epoch)
    for (name, value) in logs {
      guard let number = value.double else { continue }
      if let index = values.firstIndex(where: { $0.name == name }) {
        values[index].values.append(number)
      } else {
        values.append((name, [number]))
      }
    }
  }
}
