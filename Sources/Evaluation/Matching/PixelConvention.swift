/// The meaning of the right and bottom coordinates of a box.
public enum PixelConvention: Sendable {
  /// Edges: the width is right − left, as in COCO and TensorFlow.
  case continuous
  /// The last pixel that belongs to the box: the width is right − left + 1, as in the VOC devkit.
  case inclusive

  /// The number to add to a difference of coordinates.
  var extent: Double { self == .inclusive ? 1 : 0 }
}
