/// A point of a series; nil stands for what was not logged.
public struct LogPoint: Equatable, Sendable {
  /// The step, in the writer's unit.
  public var step: Int64?
  /// The epoch, as numbered in the file.
  public var epoch: Double?
  /// The time, in seconds since 1970.
  public var wallTime: Double?
  /// The value, which may be NaN or infinite.
  public var value: Double

  /// Creates a point.
  public init(step: Int64? = nil, epoch: Double? = nil, wallTime: Double? = nil, value: Double) {
    self.step = step
    self.epoch = epoch
    self.wallTime = wallTime
    self.value = value
  }
}
