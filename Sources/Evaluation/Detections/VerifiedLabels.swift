/// Which classes somebody has looked for in which image, as in Open Images.
///
/// A detection of a class nobody has looked for there may be right or wrong; it is left out.
public struct VerifiedLabels: Sendable {
  private struct Label: Hashable {
    var image: Int
    var category: Int
  }

  private var labels: Set<Label> = []

  /// Starts with the classes that have boxes: those are verified.
  public init(groundTruth: [GroundTruthBox]) {
    for box in groundTruth { verify(image: box.image, category: box.category) }
  }

  /// Somebody has looked for a class in an image, and perhaps found none.
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
