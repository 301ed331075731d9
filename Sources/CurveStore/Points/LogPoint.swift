/// A point of a curve; what is nil was not written.
public struct LogPoint: Equatable, Sendable {
  /// What the writer counts.
  public var step: Int64?
  /// In epochs, counted as in the file.
  public var epoch: Double?
  /// When, in seconds since 1970.
  public var wallTime: Double?
  /// The value, of any kind.
  public var value: Double

  /// Makes a point.
  public init(step: Int64? = nil, epoch: Double? = nil, wallTime: Double? = nil, value: Double) {
    self.step = step
    self.epoch = epoch
    self.wallTime = wallTime
    self.value = value
  }
}
