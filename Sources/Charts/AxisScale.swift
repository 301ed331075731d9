#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The mapping of values to an axis, linear or logarithmic.
public struct AxisScale: Equatable, Sendable {
  /// The lowest value shown.
  public let lower: Double
  /// The highest value shown, above `lower`.
  public let upper: Double
  /// True when the axis is logarithmic.
  public let isLogarithmic: Bool
  /// Half the lower end, or its logarithm.
  private let start: Double
  /// The distance from there to the upper end; halves, because the whole range may overflow.
  private let span: Double

  /// Creates an axis; equal or invalid bounds are widened to a drawable range.
  ///
  /// A logarithmic axis needs positive bounds; otherwise it becomes linear.
  public init(_ lower: Double, _ upper: Double, isLogarithmic: Bool = false) {
    let isFinite = lower.isFinite && upper.isFinite
    let isLogarithmic = isLogarithmic && lower > 0 && isFinite
    var (low, high) = isFinite ? (lower, upper) : (0, 1)
    if high <= low {
      if isLogarithmic {
        (low, high) = (
          max(low / 3, .leastNonzeroMagnitude), min(low * 3, .greatestFiniteMagnitude)
        )
      } else if low == 0 {
        high = 1
      } else {
        // A tenth of the value, unless that underflows.
        let tenth = abs(low) * 0.1
        let room = tenth == 0 ? 1 : tenth
        let most = Double.greatestFiniteMagnitude
        (low, high) = (max(low - room, -most), min(low + room, most))
      }
    }
    self.lower = low
    self.upper = high
    self.isLogarithmic = isLogarithmic
    start = isLogarithmic ? log(low) : low / 2
    span = isLogarithmic ? log(high) - start : high / 2 - start
  }

  /// Creates an axis that shows all finite values, with a little room at both ends.
  ///
  /// - Returns: `nil` when there is no value to show.
  /// - Complexity: O(n).
  public static func fitting(
    _ values: some Sequence<Double>, isLogarithmic: Bool = false
  ) -> AxisScale? {
    var extremes = AxisExtremes(isLogarithmic: isLogarithmic)
    for value in values { extremes.add(value) }
    return fitting(extremes)
  }

  /// The range of values, in units of the greatest, up to which they count as equal.
  private static let leastRange = 1e-13

  /// Creates an axis that shows values, with a little room at both ends.
  ///
  /// - Returns: `nil` when there is no value to show.
  package static func fitting(_ extremes: AxisExtremes) -> AxisScale? {
    var (low, high) = (extremes.low, extremes.high)
    guard low <= high else { return nil }
    // Averaged, equal values differ by rounding.
    if high - low <= max(abs(low), abs(high)) * leastRange { low = high }
    if extremes.isLogarithmic {
      let room = pow(high / low, 0.04)
      let upper = min(high * room, .greatestFiniteMagnitude)
      return AxisScale(max(low / room, .leastNonzeroMagnitude), upper, isLogarithmic: true)
    }
    let room = min(high * 0.04 - low * 0.04, .greatestFiniteMagnitude / 8)
    let most = Double.greatestFiniteMagnitude
    if low - room < -most || high + room > most { return AxisScale(low, high) }
    return AxisScale(low - room, high + room)
  }

  /// Creates an axis that outliers do not flatten: the middle nine tenths of the values, and half as
  /// much room at each end, as far as there are values.
  ///
  /// - Returns: `nil` when there are too few values to tell outliers.
  /// - Complexity: O(n log n).
  package static func clippingOutliers(
    _ values: [Double], isLogarithmic: Bool = false
  ) -> AxisScale? {
    let levels = values.filter { $0.isFinite && ($0 > 0 || !isLogarithmic) }
      .map { isLogarithmic ? log($0) : $0 }.sorted()
    guard levels.count >= fewestValues else { return nil }
    let (low, high) = (levels[levels.count / 20], levels[levels.count - 1 - levels.count / 20])
    let room = (high / 2 - low / 2)
    let bottom = max(levels[0], low - room)
    let top = min(levels[levels.count - 1], high + room)
    guard bottom < top, (top - bottom).isFinite else { return nil }
    let margin = (top - bottom) * 0.04
    return isLogarithmic
      ? AxisScale(exp(bottom - margin), exp(top + margin), isLogarithmic: true)
      : AxisScale(bottom - margin, top + margin)
  }

  /// The fewest values among which there are outliers.
  private static let fewestValues = 8

  /// The position of a value, 0 at the lower end and 1 at the upper; nil for a value that cannot be
  /// shown.
  public func fraction(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    if isLogarithmic {
      guard value > 0 else { return nil }
      return (log(value) - start) / span
    }
    return (value / 2 - start) / span
  }

  /// The value at a position, 0 at the lower end and 1 at the upper; beyond them, that of the end.
  package func value(at fraction: Double) -> Double {
    // Rounding must not lead beyond the ends.
    if fraction <= 0 || fraction >= 1 { return fraction <= 0 ? lower : upper }
    return isLogarithmic ? exp(start + fraction * span) : lower + fraction * (upper - lower)
  }

  /// The axis with more room at its upper end, a part of the whole.
  package func extended(by part: Double) -> AxisScale {
    let end = isLogarithmic ? upper * pow(upper / lower, part) : upper + (upper - lower) * part
    return end.isFinite ? AxisScale(lower, end, isLogarithmic: isLogarithmic) : self
  }

  /// Returns true when a value lies on the axis.
  package func contains(_ value: Double) -> Bool {
    fraction(value).map { (0...1).contains($0) } ?? false
  }

  /// Coordinates whose numbers are round, ascending.
  ///
  /// - Parameters:
  ///   - count: The greatest number of coordinates, at least 2.
  ///   - shift: The difference of the numbers from the coordinates. On a logarithmic axis it counts
  ///     only if it is negative: numbers far from 0 are not spaced like logarithms.
  package func ticks(_ count: Int, countedFrom shift: Int) -> [Double] {
    guard shift != 0 else { return ticks(count) }
    let shift = Double(shift)
    guard isLogarithmic else {
      return AxisScale(lower + shift, upper + shift).ticks(count).map { $0 - shift }
    }
    guard shift < 0, upper + shift > 1 else { return ticks(count) }
    return AxisScale(max(1, lower + shift), upper + shift, isLogarithmic: true).ticks(count)
      .map { $0 - shift }
  }

  /// Round values for labels, ascending: 1, 2 or 5 times a power of ten.
  ///
  /// - Parameter count: The greatest number of values, at least 2.
  public func ticks(_ count: Int) -> [Double] {
    if isLogarithmic {
      let powers = (Int(log10(lower).rounded(.down))...Int(log10(upper).rounded(.up)))
      func ticks(at steps: [Double]) -> [Double] {
        powers.flatMap { power in steps.map { $0 * pow(10, Double(power)) } }
          .filter { $0 >= lower && $0 <= upper }
      }
      // Within a decade the usual numbers are few, and others have room.
      let isSparse = ticks(at: [1, 2, 5]).count * 2 <= count
      let fine: [[Double]] = isSparse ? [[1, 1.5, 2, 3, 4, 5, 6, 8], [1, 2, 3, 5]] : []
      for steps in fine + [[1.0, 2, 5], [1, 3], [1]] {
        let ticks = ticks(at: steps)
        if ticks.count <= count, ticks.count > 1 { return ticks }
      }
      let tens = powers.map { pow(10, Double($0)) }.filter { $0 >= lower && $0 <= upper }
      if tens.count > count {
        let stride = (tens.count + count - 1) / count
        return tens.indices.filter { $0 % stride == 0 }.map { tens[$0] }
      }
    }
    let rough = upper / Double(max(1, count)) - lower / Double(max(1, count))
    let power = pow(10, log10(rough).rounded(.down))
    let step = [1.0, 2, 5, 10].first { $0 * power >= rough * 0.999 }.map { $0 * power } ?? rough
    let first = (lower / step).rounded(.up)
    return (0...max(1, count)).map { (first + Double($0)) * step }
      .filter { $0 <= upper + step * 1e-9 }
      .map { abs($0) < step * 1e-9 ? 0 : $0 }
  }
}
