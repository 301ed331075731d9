/// An epoch of a saved log.
public struct RecordedEpoch: Equatable, Sendable {
  /// The index of the epoch in the run, as callbacks see it.
  public var epoch: Int
  /// The number of the epoch in the log: 1 for the first epoch of a log that counts from 1.
  public var number: Int
  /// The metrics; missing ones were not measured.
  public var logs: Logs

  /// Creates an epoch of a saved log.
  ///
  /// - Parameter number: The number in the log; nil for a log that counts from 1.
  public init(epoch: Int, number: Int? = nil, logs: Logs) {
    self.epoch = epoch
    self.number = number ?? epoch + 1
    self.logs = logs
  }
}

extension [RecordedEpoch] {
  /// The number of the epoch at index 0: 0 or 1.
  public var firstNumber: Int { first.map { $0.number - $0.epoch } ?? 1 }
}
