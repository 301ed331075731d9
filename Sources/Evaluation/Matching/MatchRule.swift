/// The rule by which a detection counts as having found an object.
public struct MatchRule: Equatable, Sendable {
  /// The rule that chooses the box for a detection.
  public var choice: GroundTruthChoice
  /// The smallest overlap that is a match, inclusive; greater than 0, at most 1.
  public var iouThreshold: Double
  /// The meaning of right and bottom coordinates.
  public var pixels: PixelConvention
  /// The weight of a found crowd; with 0, detections inside it are ignored.
  public var crowdWeight: Double
  /// `true` if detections without extent are left out, as in TensorFlow; otherwise they are false positives.
  public var dropsDegenerate: Bool
  /// `true` if difficult boxes need not be found; otherwise they are objects like any other, as in COCO.
  public var ignoresDifficult: Bool
  /// The largest number of detections of a class that count in an image.
  public var maxDetections: Int

  /// COCO's rule at an IoU threshold of 0.5.
  public static let coco = MatchRule(
    choice: .bestFree, ignoresDifficult: false, maxDetections: COCOProtocol.maxDetections)

  /// Creates a rule; the defaults are those of the VOC devkit and TensorFlow.
  public init(
    choice: GroundTruthChoice = .best, iouThreshold: Double = 0.5,
    pixels: PixelConvention = .continuous, crowdWeight: Double = 0, dropsDegenerate: Bool = false,
    ignoresDifficult: Bool = true, maxDetections: Int = .max
  ) {
    self.choice = choice
    self.iouThreshold = iouThreshold
    self.pixels = pixels
    self.crowdWeight = crowdWeight
    self.dropsDegenerate = dropsDegenerate
    self.ignoresDifficult = ignoresDifficult
    self.maxDetections = maxDetections
  }
}
