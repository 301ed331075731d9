public import Boxes

/// Keeps the best of detections that overlap: greedy non-maximum suppression.
public struct NonMaximumSuppression: Sendable {
  /// A box is dropped when it overlaps a kept one by more than this; 1 keeps all.
  public var iouThreshold: Double
  /// Lower scores are dropped first.
  public var scoreThreshold: Double
  /// The most boxes kept of a class.
  public var limit: Int

  /// Makes a rule.
  public init(
    iouThreshold: Double, scoreThreshold: Double = -.infinity, limit: Int = .max
  ) {
    self.iouThreshold = iouThreshold
    self.scoreThreshold = scoreThreshold
    self.limit = limit
  }

  /// What is kept of one class, as indices, highest score first; of equal scores the earlier.
  ///
  /// - Precondition: as many scores as boxes.
  /// - Complexity: O(n log n + n · kept).
  public func kept(_ boxes: [PixelBox], scores: [Double]) -> [Int] {
    precondition(boxes.count == scores.count, "every box needs a score")
    let order = scores.enumerated().filter { $1 >= scoreThreshold }
      .map { ScoreOrder(score: $1, index: $0) }.sorted()
    var kept: [Int] = []
    for candidate in order.lazy.map({ Int($0.index) }) {
      guard kept.count < limit else { break }
      let isCovered = kept.contains { boxes[$0].iou(with: boxes[candidate]) > iouThreshold }
      if !isCovered { kept.append(candidate) }
    }
    return kept
  }

  /// What is kept of the detections, class by class in each image, highest score first over all.
  ///
  /// - Complexity: O(n log n + n · kept of a class in an image).
  public func kept(_ detections: [Detection]) -> [Detection] {
    struct Key: Hashable {
      var image: Int32
      var category: Int32
    }
    let groups = Dictionary(grouping: detections.indices) {
      Key(image: detections[$0].image, category: detections[$0].category)
    }
    let indices = groups.values.flatMap { group in
      kept(group.map { detections[$0].box }, scores: group.map { detections[$0].score })
        .map { group[$0] }
    }
    return indices.map { ScoreOrder(score: detections[$0].score, index: $0) }.sorted()
      .map { detections[Int($0.index)] }
  }
}
