/// An epoch of a saved log.
public struct RecordedEpoch: Equatable, Sendable {
  /// Its place in the run, from 0, as callbacks are given it.
  public var epoch: Int
  /// Its number as the log tells it: one that counts from 1 says 1 of the first.
  public var number: Int
  /// Its metrics; those that are missing were not measured.
  public var logs: Logs

  /// Makes an epoch.
  ///
  /// - Parameter number: as the log tells it; nil for one that counts from 1.
  public init(epoch: Int, number: Int? = nil, logs: Logs) {
    self.epoch = epoch
    self.number = number ?? epoch + 1
    self.logs = logs
  }
}

extension [RecordedEpoch] {
  /// The number of a run's first epoch, at place 0: 0 or 1.
  public var firstNumber: Int { first.map { $0.number - $0.epoch } ?? 1 }
}
