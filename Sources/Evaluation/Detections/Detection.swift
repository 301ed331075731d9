public import Boxes

/// A box that a detector found.
public struct Detection: Equatable, Sendable {
  /// The index of the image, from 0.
  public var image: Int32
  /// The index of the class, from 0.
  public var category: Int32
  /// The box of the object.
  public var box: PixelBox
  /// The confidence of the detector; larger is more certain.
  public var score: Double

  /// Creates a detection.
  public init(image: Int, category: Int, box: PixelBox, score: Double) {
    self.image = Int32(truncatingIfNeeded: image)
    self.category = Int32(truncatingIfNeeded: category)
    self.box = box
    self.score = score
  }
}
