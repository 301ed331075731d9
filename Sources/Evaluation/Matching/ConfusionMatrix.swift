/// The confusion of classes, with a row and a column for the background.
///
/// Detections are paired with boxes of any class, the largest overlap first, each with one at most. A box
/// without a detection counts as predicted background; a detection without a box counts as true background.
/// The entries are counts, not fractions: a fraction of the background has no meaning, because correct
/// rejections are not counted.
public struct ConfusionMatrix: Equatable, Sendable {
  /// The number of classes, which is also the index of the background.
  public let categoryCount: Int
  private var counts: [Int]

  /// Counts the pairs of a set.
  ///
  /// - Parameters:
  ///   - iouThreshold: The smallest overlap of a pair, inclusive.
  ///   - scoreThreshold: The smallest score of a detection that counts.
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

  /// The number of times a class was predicted as another; `nil` is the background.
  ///
  /// Background predicted as background is not counted and is 0.
  public subscript(truth truth: Int?, predicted predicted: Int?) -> Int {
    counts[cell(truth, predicted)]
  }

  private func cell(_ truth: Int?, _ predicted: Int?) -> Int {
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
      counts[cell(truths[pair.box].category, Int(detections[pair.detection].category))] += 1
    }
    for box in openBoxes where !truths[box].isDifficult {
      counts[cell(truths[box].category, nil)] += 1
    }
    for detection in openDetections {
      let box = detections[detection].box
      let isInCrowd = boxes.contains {
        truths[$0].isCrowd && box.coverage(by: truths[$0].box) >= threshold
      }
      if !isInCrowd { counts[cell(nil, Int(detections[detection].category))] += 1 }
    }
  }
}
