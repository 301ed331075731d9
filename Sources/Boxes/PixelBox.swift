/// An axis-parallel rectangle in pixels, with the area that overlaps are measured against.
///
/// Coordinates grow to the right and down. Boxes without extent, or with a negative one, are allowed; they
/// overlap nothing.
public struct PixelBox: Equatable, Sendable {
  /// The smallest x.
  public var left: Double
  /// The smallest y.
  public var top: Double
  /// The largest x.
  public var right: Double
  /// The largest y.
  public var bottom: Double
  /// Width × height, as the source of the box states them.
  public var area: Double

  /// Creates a box from its corners, as VOC states them.
  @inlinable
  public init(left: Double, top: Double, right: Double, bottom: Double) {
    self.init(
      left: left, top: top, right: right, bottom: bottom, area: (right - left) * (bottom - top))
  }

  /// Creates a box from a corner and a size, as COCO states them: `[x, y, width, height]`.
  @inlinable
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.init(left: x, top: y, right: x + width, bottom: y + height, area: width * height)
  }

  /// Creates a box with an area of its own.
  ///
  /// `x + width - x` is not always `width` in floating point, and a threshold of 0.5 notices the difference.
  @inlinable
  public init(left: Double, top: Double, right: Double, bottom: Double, area: Double) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
    self.area = area
  }

  /// `true` if the box encloses nothing, by the test of the TensorFlow evaluators.
  @inlinable
  public var isDegenerate: Bool { !(left < right && top < bottom) }

  /// `true` if the corners and the area are finite numbers.
  @inlinable
  public var isFinite: Bool {
    left.isFinite && top.isFinite && right.isFinite && bottom.isFinite && area.isFinite
  }
}
