/// COCO's protocol for boxes, with the same numbers as pycocotools.
///
///     let set = try DetectionSet(
///       images: 1, categories: 1,
///       groundTruth: [GroundTruthBox(image: 0, category: 0, box: truth)],
///       detections: [Detection(image: 0, category: 0, box: found, score: 0.9)])
///     let mAP = COCOEvaluation(set)[.averagePrecision]
///
/// A class without objects to find has no score and is not part of the means. pycocotools writes −1 there,
/// which is not a score and is never reported as one here.
public struct COCOEvaluation: Sendable {
  /// The metrics of each class.
  public let perClass: [COCOClassScores]

  /// Evaluates a set.
  ///
  /// - Parameters:
  ///   - set: Boxes and detections; at most the best 100 detections of a class per image count.
  ///   - threads: The number of threads that share the classes; the result does not depend on it.
  /// - Complexity: O(detections · log) and O(detections × boxes) within each image and class.
  public init(_ set: DetectionSet, threads: Int = 1) {
    perClass = concurrentMap(set.categoryCount, threads: threads) {
      COCOClassScores(COCOMatching(set, category: $0))
    }
  }

  /// One of the twelve numbers, 0…1; `nil` if no class has objects of that size.
  ///
  /// - Complexity: O(classes).
  public subscript(metric: COCOMetric) -> Double? {
    let values = perClass.compactMap { scores -> [Double]? in
      switch metric {
      case .averageRecallOf1: return scores.recallsOf1
      case .averageRecallOf10: return scores.recallsOf10
      default:
        guard let bucket = SizeBucket.allCases.firstIndex(of: metric.bucket),
          let cell = scores.cells[bucket]
        else { return nil }
        switch metric {
        case .averagePrecisionAt50: return [cell.precisions[0]]
        case .averagePrecisionAt75: return [cell.precisions[COCOProtocol.indexOf75]]
        default: return metric.isRecall ? cell.recalls : cell.precisions
        }
      }
    }
    return Array(values.joined()).mean
  }

  /// The precision at recall 0, 0.01, …, 1, at IoU 0.5, as the mean over the classes with objects to find;
  /// `nil` if there are none.
  ///
  /// - Complexity: O(classes).
  public var precisionsAt50: [Double]? {
    let curves = perClass.compactMap(\.precisionsAt50)
    guard let first = curves.first else { return nil }
    return first.indices.map { point in
      curves.reduce(0) { $0 + $1[point] } / Double(curves.count)
    }
  }
}
