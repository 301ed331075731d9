/// Which box of the ground truth a detection is held against.
public enum GroundTruthChoice: Sendable {
  /// PASCAL VOC: the one with the largest overlap, even if it is taken, which makes the detection a
  /// duplicate; of equal ones the first.
  case best
  /// COCO: the one with the largest overlap among those still free, objects before what is ignored; of
  /// equal ones the last.
  case bestFree
}
