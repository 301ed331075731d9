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

/// The points of a curve, an array a property: 8 bytes a point for each property that the log gives.
public struct LogPoints: Equatable, Sendable {
  /// The steps; empty when no point has one, else `noStep` marks those without.
  public private(set) var steps: [Int64] = []
  /// The epochs; empty when no point has one, else NaN marks those without.
  public private(set) var epochs: [Double] = []
  /// Seconds since 1970; empty when no point has them, else NaN marks those without.
  public private(set) var wallTimes: [Double] = []
  /// The values.
  public private(set) var values: [Double] = []

  /// Stands in `steps` for a point without a step.
  public static let noStep = Int64.min

  /// No points.
  public init() {}

  /// The number of points.
  public var count: Int { values.count }

  /// The point at a place.
  public subscript(index: Int) -> LogPoint {
    let step = steps.isEmpty ? Self.noStep : steps[index]
    let epoch = epochs.isEmpty ? .nan : epochs[index]
    let wallTime = wallTimes.isEmpty ? .nan : wallTimes[index]
    return LogPoint(
      step: step == Self.noStep ? nil : step, epoch: epoch.isNaN ? nil : epoch,
      wallTime: wallTime.isNaN ? nil : wallTime, value: values[index])
  }

  mutating func append(_ point: LogPoint) {
    Self.append(point.step, to: &steps, values.count, none: Self.noStep)
    Self.append(point.epoch, to: &epochs, values.count, none: .nan)
    Self.append(point.wallTime, to: &wallTimes, values.count, none: .nan)
    values.append(point.value)
  }

  /// A column is only made when a point has its property.
  private static func append<Value>(
    _ value: Value?, to column: inout [Value], _ count: Int, none: Value
  ) {
    guard value != nil || !column.isEmpty else { return }
    if column.count < count {
      column.append(contentsOf: repeatElement(none, count: count - column.count))
    }
    column.append(value ?? none)
  }

  /// Whether a point lies before the last one.
  func goesBack(_ point: LogPoint) -> Bool {
    if let step = point.step, let last = steps.last, last != Self.noStep { return step < last }
    if let epoch = point.epoch, let last = epochs.last, !last.isNaN { return epoch < last }
    return false
  }
}
