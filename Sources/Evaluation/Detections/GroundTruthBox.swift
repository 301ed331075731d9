public import Boxes

/// An object that a detector should find.
public struct GroundTruthBox: Equatable, Sendable {
  /// The index of the image, from 0.
  public var image: Int
  /// The index of the class, from 0.
  public var category: Int
  /// The box of the object.
  public var box: PixelBox
  /// The area that size buckets are based on: in COCO that of the object's mask, not of its box.
  public var area: Double
  /// `true` if it stands for many objects (COCO's `iscrowd`, Open Images' group-of).
  public var isCrowd: Bool
  /// `true` if a detector is not required to find it (VOC's `difficult`).
  ///
  /// COCO's protocol has no such objects.
  public var isDifficult: Bool

  /// Creates an object; the default `area` is that of the box.
  public init(
    image: Int, category: Int, box: PixelBox, area: Double? = nil, isCrowd: Bool = false,
    isDifficult: Bool = false
  ) {
    self.image = image
    self.category = category
    self.box = box
    self.area = area ?? box.area
    self.isCrowd = isCrowd
    self.isDifficult = isDifficult
  }
}
