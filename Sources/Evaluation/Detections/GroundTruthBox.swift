public import Boxes

/// A box that should be found.
public struct GroundTruthBox: Equatable, Sendable {
  /// The index of the image, from 0.
  public var image: Int
  /// The index of the class, from 0.
  public var category: Int
  /// Where it is.
  public var box: PixelBox
  /// What size buckets go by: in COCO the area of the object's mask, not of its box.
  public var area: Double
  /// Whether it stands for many objects (COCO's `iscrowd`, Open Images' group-of).
  public var isCrowd: Bool
  /// Whether nobody is asked to find it, VOC's `difficult`.
  ///
  /// COCO's protocol knows no such thing.
  public var isDifficult: Bool

  /// Makes a box; without `area` that of the box counts.
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
