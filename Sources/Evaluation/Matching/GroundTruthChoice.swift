/// The rule that chooses the box of the ground truth for a detection.
public enum GroundTruthChoice: Sendable {
  /// PASCAL VOC: the box with the largest overlap, even if it is taken, which makes the detection a
  /// duplicate; the first among equals.
  case best
  /// COCO: the free box with the largest overlap, objects before ignored boxes; the last among equals.
  case bestFree
}
