/// The predictions of a detector: a softmax and a box for each default box.
public struct SSDPredictions: Equatable, Sendable {
  /// The softmax of the scores of each box: images × boxes × (background and classes).
  public var scores: [Float] = []
  /// The boxes: images × boxes × 4: left, top, right and bottom edge, in fractions of the image; not clipped.
  public var boxes: [Float] = []

  /// `true` if all values are finite; a network that diverged predicts others.
  ///
  /// - Complexity: O(values).
  public var isFinite: Bool {
    scores.allSatisfy { $0.isFinite } && boxes.allSatisfy { $0.isFinite }
  }

  /// Creates empty predictions.
  public init() {}
}
