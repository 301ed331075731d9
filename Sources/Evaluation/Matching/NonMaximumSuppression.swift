public import Boxes

/// Greedy non-maximum suppression: keeps the best of overlapping detections.
public struct NonMaximumSuppression: Sendable {
  /// The overlap with a kept box above which a box is dropped; 1 keeps all.
  public var iouThreshold: Double
  /// The smallest score that is kept.
  public var scoreThreshold: Double
  /// The largest number of boxes to keep per class.
  public var limit: Int

  /// Creates a rule.
  public init(
    iouThreshold: Double, scoreThreshold: Double = -.infinity, limit: Int = .max
  ) {
    self.iouThreshold = iouThreshold
    self.scoreThreshold = scoreThreshold
    self.limit = limit
  }

  /// The indices of the boxes of one class that are kept, highest score first; of equal scores, the earlier
  /// first.
  ///
  /// - Precondition: There are as many scores as boxes.
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

  /// The detections that are kept, class by class in each image, highest score first over all.
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
