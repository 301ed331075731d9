/// The classes that annotators looked for in each image, as in Open Images.
///
/// A detection of a class that no annotator looked for may be right or wrong, so it is left out.
public struct VerifiedLabels: Sendable {
  private struct Label: Hashable {
    var image: Int
    var category: Int
  }

  private var labels: Set<Label> = []

  /// Creates labels from the ground truth: classes with boxes are verified.
  public init(groundTruth: [GroundTruthBox]) {
    for box in groundTruth { verify(image: box.image, category: box.category) }
  }

  /// Marks a class as verified in an image, whether it was found there or not.
  public mutating func verify(image: Int, category: Int) {
    labels.insert(Label(image: image, category: category))
  }

  /// The detections of verified classes.
  ///
  /// - Complexity: O(detections).
  public func filter(_ detections: [Detection]) -> [Detection] {
    detections.filter {
      labels.contains(Label(image: Int($0.image), category: Int($0.category)))
    }
  }
}
