public import Boxes

/// An object in an image.
public struct AnnotatedObject: Equatable, Sendable {
  /// The index of the image, from 0.
  public var image: Int
  /// The index of the class, from 0.
  public var category: Int
  /// The box of the object.
  public var box: PixelBox
  /// The area in pixels: that of the mask if there is one, else that of the box.
  public var area: Double
  /// `true` if it stands for many objects (COCO's `iscrowd`).
  public var isCrowd: Bool
  /// `true` if it is hard to recognise (VOC's `difficult`).
  public var isDifficult: Bool

  /// Creates an object.
  public init(
    image: Int, category: Int, box: PixelBox, area: Double, isCrowd: Bool = false,
    isDifficult: Bool = false
  ) {
    self.image = image
    self.category = category
    self.box = box
    self.area = area
    self.isCrowd = isCrowd
    self.isDifficult = isDifficult
  }
}
