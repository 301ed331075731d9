/// An axis-parallel rectangle, with the area that overlaps are measured against.
///
/// Coordinates grow to the right and down. Boxes with no or negative extent are allowed: they overlap nothing.
public struct Box: Equatable, Sendable {
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

  /// Makes a box of its corners.
  public init(left: Double, top: Double, right: Double, bottom: Double) {
    self.init(
      left: left, top: top, right: right, bottom: bottom, area: (right - left) * (bottom - top))
  }

  /// Makes a COCO box `[x, y, width, height]`.
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.init(left: x, top: y, right: x + width, bottom: y + height, area: width * height)
  }

  /// Makes a box whose area is not recomputed.
  ///
  /// `x + width - x` is not `width` in floating point; a threshold of 0.5 notices.
  public init(left: Double, top: Double, right: Double, bottom: Double, area: Double) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
    self.area = area
  }

  /// Whether the box encloses nothing, as the TensorFlow evaluators test it.
  public var isDegenerate: Bool { !(left < right && top < bottom) }

  var isFinite: Bool {
    left.isFinite && top.isFinite && right.isFinite && bottom.isFinite && area.isFinite
  }
}
