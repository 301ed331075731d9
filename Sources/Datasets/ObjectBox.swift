/// A rectangle in an image, in pixels from the upper left corner.
public struct ObjectBox: Equatable, Sendable {
  /// The smallest x.
  public let left: Double
  /// The smallest y.
  public let top: Double
  /// The largest x.
  public let right: Double
  /// The largest y.
  public let bottom: Double
  /// Width × height, from the numbers in the file.
  public let area: Double

  /// Makes a box of corners, as VOC has it.
  public init(left: Double, top: Double, right: Double, bottom: Double) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
    area = (right - left) * (bottom - top)
  }

  /// Makes a box of a corner and a size, as COCO has it.
  public init(x: Double, y: Double, width: Double, height: Double) {
    left = x
    top = y
    right = x + width
    bottom = y + height
    area = width * height
  }

  /// Whether corners and area can be computed with.
  var isFinite: Bool { right.isFinite && bottom.isFinite && area.isFinite }
}
