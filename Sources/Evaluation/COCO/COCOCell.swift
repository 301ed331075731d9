/// Precision and recall of one class in one size bucket, at each of COCO's thresholds.
struct COCOCell: Equatable {
  /// The average precision over 101 recalls, one per threshold.
  let precisions: [Double]
  /// The largest recall, one per threshold.
  let recalls: [Double]
  /// The precision at the 101 recalls, at the first threshold.
  let points: [Double]

  /// Accumulates the ranked detections of a class; `nil` if there is nothing to find.
  ///
  /// - Complexity: O(detections + true positives × thresholds).
  init?(_ matching: COCOMatching, bucket: Int) {
    let positives = matching.positives[bucket]
    guard positives > 0 else { return nil }
    var rankings = ParallelRankings(
      positives: COCOProtocol.thresholds.map { _ in positives })
    for entry in matching.order {
      let detection = matching.detections[Int(entry.index)]
      let right = detection.isTruePositive[bucket]
      rankings.add(
        right: right,
        wrong: COCOProtocol.allThresholds & ~(right | detection.isIgnored[bucket]))
    }
    let indices = COCOProtocol.thresholds.indices
    precisions = indices.map {
      rankings.averagePrecision($0, .hundredAndOnePoints) ?? 0
    }
    recalls = indices.map(rankings.recall)
    points = rankings.points(0)
  }

  /// The recalls of a limited number of detections per image and class, one per threshold.
  static func recalls(_ matching: COCOMatching, bucket: Int, maxDetections: Int) -> [Double]? {
    let positives = matching.positives[bucket]
    guard positives > 0 else { return nil }
    var found = COCOProtocol.thresholds.map { _ in 0 }
    for detection in matching.detections where detection.rank < maxDetections {
      var right = detection.isTruePositive[bucket]
      while right != 0 {
        found[right.trailingZeroBitCount] += 1
        right &= right - 1
      }
    }
    return found.map { Double($0) / Double(positives) }
  }
}
