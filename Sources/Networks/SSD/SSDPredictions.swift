/// What a detector says of images: a softmax and a box for each default box.
public struct SSDPredictions: Equatable, Sendable {
  /// Images × boxes × (background and classes): the softmax of each box's scores.
  public var scores: [Float] = []
  /// Images × boxes × 4: left, upper, right and lower edge, in shares of the image; not clipped.
  public var boxes: [Float] = []

  /// Whether all are numbers; a network that diverged predicts others.
  ///
  /// - Complexity: O(numbers).
  public var isFinite: Bool {
    scores.allSatisfy { $0.isFinite } && boxes.allSatisfy { $0.isFinite }
  }

  /// Nothing yet.
  public init() {}
}
