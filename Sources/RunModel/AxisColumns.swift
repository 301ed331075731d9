#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The columns of dots into which a chart divides a logarithmic axis.
public struct AxisColumns: Equatable, Sendable {
  /// The ends of the axis and the coordinates between neighbouring columns, ascending.
  public let bounds: [Double]
  /// The number of columns.
  private let count: Int

  /// Divides a logarithmic axis.
  ///
  /// - Parameters:
  ///   - part: The shown part of the axis; its ends are above 0.
  ///   - count: The number of columns, at least 2.
  public init?(logarithmic part: ClosedRange<Double>, count: Int) {
    guard part.lowerBound > 0, part.upperBound.isFinite else { return nil }
    let count = max(2, count)
    self.count = count
    let start = log(part.lowerBound)
    let span = log(part.upperBound) - start
    // The first and the last dot lie on the ends of the axis.
    let inner = (1..<count).map { exp(start + span * (Double($0) - 0.5) / Double(count - 1)) }
    bounds = [part.lowerBound] + inner + [part.upperBound]
  }

  /// Divides points by their columns; those before and behind the axis get as many equal parts.
  ///
  /// - Parameter x: The coordinate of a point, which does not fall; a point without one counts as
  ///   the next.
  /// - Returns: The parts in order, none of them empty.
  /// - Complexity: O(columns · log points).
  public func parts(of range: Range<Int>, x: (Int) -> Double?) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for (number, bound) in bounds.enumerated() {
      if start == range.upperBound { break }
      let isLast = number == bounds.count - 1
      let end = range.firstBeyond(from: start) { index in
        x(index).map { isLast ? $0 > bound : $0 >= bound } ?? false
      }
      if number == 0 {
        parts += Self.equalParts(of: start..<end, count)
      } else if end > start {
        parts.append(start..<end)
      }
      start = end
    }
    return parts + Self.equalParts(of: start..<range.upperBound, count)
  }

  /// Divides a range into equal parts, none of them empty.
  static func equalParts(of range: Range<Int>, _ count: Int) -> [Range<Int>] {
    let count = min(count, range.count)
    return (0..<count).map { part in
      range.lowerBound + range.count * part / count..<range.lowerBound + range.count * (part + 1)
        / count
    }
  }
}
