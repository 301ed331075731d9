/// Precision and recall of one class in one size bucket, at each of COCO's thresholds.
struct COCOCell: Equatable {
  /// The average precision over 101 recalls, one per threshold.
  let precisions: [Double]
  /// The largest recall, one per threshold.
  let recalls: [Double]

  /// Accumulates the ranked detections of a class; `nil` if there is nothing to find.
  ///
  /// - Complexity: O(detections + true positives × thresholds).
  init?(_ matching: COCOMatching, bucket: Int) {
    let positives = matching.positives[bucket]
    guard positives > 0 else { return nil }
    var curves = COCOProtocol.thresholds.map { _ in Curve() }
    // Most detections are wrong at every threshold; one count serves all of them.
    var wrongEverywhere = 0
    for entry in matching.order {
      let detection = matching.detections[Int(entry.index)]
      var right = detection.isTruePositive[bucket]
      var wrong = COCOProtocol.allThresholds & ~(right | detection.isIgnored[bucket])
      if wrong == COCOProtocol.allThresholds {
        wrongEverywhere += 1
        continue
      }
      while wrong != 0 {
        curves[wrong.trailingZeroBitCount].falsePositives += 1
        wrong &= wrong - 1
      }
      while right != 0 {
        curves[right.trailingZeroBitCount].find(wrongEverywhere, positives)
        right &= right - 1
      }
    }
    precisions = curves.map {
      Interpolation.hundredAndOnePoints.averagePrecision(
        recalls: $0.recalls, precisions: $0.precisions)
    }
    recalls = curves.map { $0.recalls.last ?? 0 }
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

  /// The precision and recall at the true positives of one threshold.
  private struct Curve {
    var falsePositives = 0
    var recalls: [Double] = []
    var precisions: [Double] = []

    mutating func find(_ wrongEverywhere: Int, _ positives: Int) {
      let count = Double(recalls.count + 1)
      recalls.append(count / Double(positives))
      // The smallest number keeps pycocotools from 0/0. It is the reason why a perfect AP is not quite 1
      // there.
      precisions.append(count / (Double(falsePositives + wrongEverywhere) + count + .ulpOfOne))
    }
  }
}
