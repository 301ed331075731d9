/// An epoch of a saved log.
public struct RecordedEpoch: Equatable, Sendable {
  /// Its number, from 0.
  public var epoch: Int
  /// Its metrics; those that are missing were not measured.
  public var logs: Logs

  /// Makes an epoch.
  public init(epoch: Int, logs: Logs) {
    self.epoch = epoch
    self.logs = logs
  }
}
