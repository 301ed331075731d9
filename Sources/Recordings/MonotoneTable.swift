internal import RunModel

/// A function that never falls, by some of its points, and its inverse; straight between them.
public struct MonotoneTable: Equatable, Sendable {
  private var xs: [Double] = []
  private var ys: [Double] = []

  /// A table without points: everything is 0.
  public init() {}

  /// Whether there is no point.
  public var isEmpty: Bool { xs.isEmpty }
  /// The last point's value.
  public var lastY: Double { ys.last ?? 0 }

  /// Adds a point behind the others; one that lies before the last is moved up to it.
  public mutating func append(x: Double, y: Double) {
    let x = max(x, xs.last ?? x)
    let y = max(y, ys.last ?? y)
    guard x.isFinite, y.isFinite else { return }
    // A third point at one x adds nothing.
    if xs.count > 1, xs[xs.count - 2] == x, xs[xs.count - 1] == x {
      ys[ys.count - 1] = y
      return
    }
    xs.append(x)
    ys.append(y)
  }

  /// The value at an x; beyond the ends that of the end.
  ///
  /// - Complexity: O(log points).
  public func value(at x: Double) -> Double { Self.interpolate(x, xs, ys) }

  /// The first x of a value.
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
