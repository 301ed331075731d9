/// Which classes are taken for which, with a row and a column for the background.
///
/// Detections are paired with boxes of any class, the largest overlap first, each with one at most. A box
/// without a detection is taken for background; a detection without a box takes background for its class.
/// Counts, not shares: a share of the background means nothing, since nobody counts what was rightly not found.
public struct ConfusionMatrix: Equatable, Sendable {
  /// Classes; the background has this index.
  public let categoryCount: Int
  private var counts: [Int]

  /// Counts the pairs.
  ///
  /// - Parameters:
  ///   - iouThreshold: the smallest overlap of a pair, inclusive.
  ///   - scoreThreshold: detections below are left out.
  /// - Complexity: O(detections × boxes · log) within each image.
  public init(_ set: DetectionSet, iouThreshold: Double = 0.5, scoreThreshold: Double = 0.25) {
    categoryCount = set.categoryCount
    counts = Array(repeating: 0, count: (categoryCount + 1) * (categoryCount + 1))
    var boxes = [[Int]](repeating: [], count: set.imageCount)
    for (index, box) in set.groundTruth.enumerated() { boxes[box.image].append(index) }
    var found = [[Int]](repeating: [], count: set.imageCount)
    for index in set.detections.indices where set.detections[index].score >= scoreThreshold {
      found[Int(set.detections[index].image)].append(index)
    }
    for (boxes, found) in zip(boxes, found) { count(set, boxes, found, iouThreshold) }
  }

  /// How often a class was taken for another; `nil` is the background.
  ///
  /// Background taken for background is 0: it is not counted.
  public subscript(truth truth: Int?, predicted predicted: Int?) -> Int {
    counts[place(truth, predicted)]
  }

  private func place(_ truth: Int?, _ predicted: Int?) -> Int {
    (truth ?? categoryCount) * (categoryCount + 1) + (predicted ?? categoryCount)
  }

  private struct Pair {
    var overlap: Double
    var detection: Int
    var box: Int
  }

  private mutating func count(
    _ set: DetectionSet, _ boxes: [Int], _ found: [Int], _ threshold: Double
  ) {
    let (detections, truths) = (set.detections, set.groundTruth)
    let single = boxes.filter { !truths[$0].isCrowd }
    var pairs: [Pair] = []
    for detection in found {
      for box in single {
        let overlap = detections[detection].box.iou(with: truths[box].box)
        if overlap >= threshold {
          pairs.append(Pair(overlap: overlap, detection: detection, box: box))
        }
      }
    }
    pairs.sort { first, second in
      let (a, b) = (detections[first.detection].score, detections[second.detection].score)
      if first.overlap != second.overlap { return first.overlap > second.overlap }
      if a != b { return a > b }
      return (first.detection, first.box) < (second.detection, second.box)
    }
    var openBoxes = Set(single)
    var openDetections = Set(found)
    for pair in pairs
    where openBoxes.contains(pair.box) && openDetections.contains(pair.detection) {
      openBoxes.remove(pair.box)
      openDetections.remove(pair.detection)
      if truths[pair.box].isDifficult { continue }
      counts[place(truths[pair.box].category, Int(detections[pair.detection].category))] += 1
    }
    for box in openBoxes where !truths[box].isDifficult {
      counts[place(truths[box].category, nil)] += 1
    }
    for detection in openDetections {
      let box = detections[detection].box
      let isInCrowd = boxes.contains {
        truths[$0].isCrowd && box.coverage(by: truths[$0].box) >= threshold
      }
      if !isInCrowd { counts[place(nil, Int(detections[detection].category))] += 1 }
    }
  }
}
