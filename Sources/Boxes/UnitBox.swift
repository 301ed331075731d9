/// A rectangle in fractions of an image's width and height: 0 is the left or top edge, 1 the right or bottom edge.
///
/// Fractions stay valid when an image is stretched to the square that a network reads.
public struct UnitBox<Scalar: BinaryFloatingPoint & Sendable>: Equatable, Sendable {
  /// The left edge.
  public var x: Scalar
  /// The top edge.
  public var y: Scalar
  /// The distance from the left to the right edge.
  public var width: Scalar
  /// The distance from the top to the bottom edge.
  public var height: Scalar

  /// Creates a box from a corner and a size.
  @inlinable
  public init(x: Scalar, y: Scalar, width: Scalar, height: Scalar) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// Creates a box from one of another precision.
  @inlinable
  public init<Other>(_ other: UnitBox<Other>) {
    self.init(
      x: Scalar(other.x), y: Scalar(other.y), width: Scalar(other.width),
      height: Scalar(other.height))
  }

  /// The whole image.
  @inlinable
  public static var whole: UnitBox { UnitBox(x: 0, y: 0, width: 1, height: 1) }

  /// The right edge.
  @inlinable
  public var right: Scalar { x + width }
  /// The bottom edge.
  @inlinable
  public var bottom: Scalar { y + height }
  /// The fraction of the image that the box covers.
  @inlinable
  public var area: Scalar { width * height }
  /// The centre of the box.
  @inlinable
  public var center: (x: Scalar, y: Scalar) { (x + width / 2, y + height / 2) }

  /// `true` if all four numbers are finite.
  @inlinable
  public var isFinite: Bool { x.isFinite && y.isFinite && width.isFinite && height.isFinite }

  /// Intersection over union (the Jaccard index), 0 … 1; 0 for boxes that share nothing.
  @inlinable
  public func iou(with other: UnitBox) -> Scalar {
    let across = min(right, other.right) - max(x, other.x)
    let down = min(bottom, other.bottom) - max(y, other.y)
    guard across > 0, down > 0 else { return 0 }
    let shared = across * down
    let union = area + other.area - shared
    return union > 0 ? shared / union : 0
  }
}
