/// When a detection counts as having found an object.
public struct MatchRule: Equatable, Sendable {
  /// Which box a detection is held against.
  public var choice: GroundTruthChoice
  /// The smallest overlap that is a match, inclusive; above 0, at most 1.
  public var iouThreshold: Double
  /// What right and bottom coordinates mean.
  public var pixels: PixelConvention
  /// What a found crowd is worth; 0: detections inside it count neither way.
  public var crowdWeight: Double
  /// Whether detections without extent are left out, as TensorFlow does; else they are false positives.
  public var dropsDegenerate: Bool

  /// Makes a rule; without arguments the devkit's and TensorFlow's.
  public init(
    choice: GroundTruthChoice = .best, iouThreshold: Double = 0.5,
    pixels: PixelConvention = .continuous, crowdWeight: Double = 0, dropsDegenerate: Bool = false
  ) {
    self.choice = choice
    self.iouThreshold = iouThreshold
    self.pixels = pixels
    self.crowdWeight = crowdWeight
    self.dropsDegenerate = dropsDegenerate
  }
}
