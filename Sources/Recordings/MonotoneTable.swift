internal import RunModel

/// A function that never decreases, and its inverse.
///
/// Points with straight lines between them define it.
public struct MonotoneTable: Equatable, Sendable {
  private var xs: [Double] = []
  private var ys: [Double] = []

  /// Creates a table without points; its function is 0 everywhere.
  public init() {}

  /// True when the table has no points.
  public var isEmpty: Bool { xs.isEmpty }
  /// The number of points.
  public var count: Int { xs.count }
  /// The x of the last point.
  public var lastX: Double { xs.last ?? 0 }
  /// The value of the last point.
  public var lastY: Double { ys.last ?? 0 }

  /// Adds a point after the others.
  ///
  /// A coordinate below that of the last point is raised to it. A point with a coordinate that is
  /// not finite is ignored.
  public mutating func append(x: Double, y: Double) {
    let x = max(x, xs.last ?? x)
    let y = max(y, ys.last ?? y)
    guard x.isFinite, y.isFinite else { return }
    // A third point at the same x adds nothing.
    if xs.count > 1, xs[xs.count - 2] == x, xs[xs.count - 1] == x {
      ys[ys.count - 1] = y
      return
    }
    xs.append(x)
    ys.append(y)
  }

  /// Returns the value at an x; beyond either end, the value at that end.
  ///
  /// - Complexity: O(log points).
  public func value(at x: Double) -> Double { Self.interpolate(x, xs, ys) }

  /// Returns the first x that has a value; beyond either end, the x of that end.
  ///
  /// - Complexity: O(log points).
  public func x(of y: Double) -> Double { Self.interpolate(y, ys, xs) }

  private static func interpolate(_ x: Double, _ xs: [Double], _ ys: [Double]) -> Double {
    guard let first = ys.first, let last = ys.last else { return 0 }
    // The first point that is not before x.
    let low = xs.indices.firstBeyond { xs[$0] >= x }
    if low == xs.count { return last }
    if low == 0 { return first }
    let (x0, x1) = (xs[low - 1], xs[low])
    let share = x1 > x0 ? (x - x0) / (x1 - x0) : 1
    return ys[low - 1] + share * (ys[low] - ys[low - 1])
  }
}
