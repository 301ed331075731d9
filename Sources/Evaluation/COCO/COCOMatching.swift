internal import Boxes

/// The detections of a class, matched by COCO's rules in all its images.
struct COCOMatching {
  /// The outcome of each detection, image by image, within an image by score.
  private(set) var detections: [COCORankedDetection] = []
  /// Indices of `detections`, highest score first.
  private(set) var order: [ScoreOrder] = []
  /// The number of objects to find, for each size bucket.
  private(set) var positives: [Int]

  private static let buckets = SizeBucket.allCases
  private var overlaps = OverlapTable()
  private var matchers: [GroundTruthMatcher]

  /// Matches a class.
  ///
  /// - Complexity: O(detections · log) and O(detections × boxes) within each image, for 10 thresholds × 4
  ///   buckets.
  init(_ set: DetectionSet, category: Int) {
    positives = Self.buckets.map { _ in 0 }
    matchers = COCOProtocol.thresholds.map { GroundTruthMatcher(choice: .bestFree, threshold: $0) }
    let images = set.images(ofCategory: category)
    detections.reserveCapacity(images.detectionCount)
    order.reserveCapacity(images.detectionCount)
    for image in images {
      let found = image.detections.prefix(COCOProtocol.maxDetections)
      let first = detections.count
      for (rank, index) in found.enumerated() {
        let detection = set.detections[Int(index)]
        order.append(ScoreOrder(score: detection.score, index: detections.count))
        detections.append(
          COCORankedDetection(rank: rank, isIgnored: Self.outside(detection.box.area)))
      }
      if !image.groundTruth.isEmpty {
        match(set, image.groundTruth.map(Int.init), found, first: first)
      }
    }
    order.sort()
  }

  /// The buckets in which an unmatched detection is ignored: those that do not include its area.
  private static func outside(_ area: Double) -> SIMD4<UInt16> {
    var ignored = SIMD4<UInt16>.zero
    for (index, bucket) in buckets.enumerated() where !bucket.areas.contains(area) {
      ignored[index] = COCOProtocol.allThresholds
    }
    return ignored
  }

  private mutating func match(
    _ set: DetectionSet, _ groundTruth: [Int], _ found: ArraySlice<Int32>, first: Int
  ) {
    let isCrowd = groundTruth.map { set.groundTruth[$0].isCrowd }
    overlaps.fill(
      set, detections: found, groundTruth: groundTruth, isCrowd: isCrowd, pixels: .continuous)
    for (bucket, areas) in Self.buckets.map(\.areas).enumerated() {
      let isIgnored = groundTruth.map { index in
        set.groundTruth[index].isCrowd || !areas.contains(set.groundTruth[index].area)
      }
      positives[bucket] += isIgnored.count { !$0 }
      for (index, threshold) in COCOProtocol.thresholds.enumerated() {
        matchers[index].begin(boxes: groundTruth.count)
        let bit: UInt16 = 1 << index
        // Most detections are near nothing. They match no box and need no search.
        for row in 0..<found.count where overlaps.largest(row) >= threshold {
          let outcome = matchers[index].outcome(
            row, overlaps, isIgnored: isIgnored, mayRepeat: isCrowd)
          switch outcome {
          case .falsePositive: break
          case .truePositive:
            detections[first + row].isTruePositive[bucket] |= bit
            detections[first + row].isIgnored[bucket] &= ~bit
          case .ignored: detections[first + row].isIgnored[bucket] |= bit
          }
        }
      }
    }
  }
}
