/// Up to 16 rankings of a class's detections that differ only in which of them are right, one bit per ranking.
struct ParallelRankings {
  /// The number of objects to find, one per ranking.
  let positives: [Int]
  private var curves: [Curve]
  private let all: UInt16
  /// Most detections are wrong in every ranking; one count serves all of them.
  private var wrongEverywhere = 0

  init(positives: [Int]) {
    self.positives = positives
    curves = positives.map { _ in Curve() }
    all = UInt16((1 << positives.count) - 1)
  }

  /// Adds the next detection, highest score first.
  ///
  /// - Parameters:
  ///   - right: The rankings in which it is right.
  ///   - wrong: The rankings in which it is wrong; in the others it does not count.
  /// - Complexity: O(rankings in which it counts), but O(1) if it is wrong in all.
  mutating func add(right: UInt16, wrong: UInt16) {
    guard wrong != all else {
      wrongEverywhere += 1
      return
    }
    var (right, wrong) = (right, wrong)
    while wrong != 0 {
      curves[wrong.trailingZeroBitCount].falsePositives += 1
      wrong &= wrong - 1
    }
    while right != 0 {
      let index = right.trailingZeroBitCount
      curves[index].find(wrongEverywhere, positives[index])
      right &= right - 1
    }
  }

  /// The average precision of a ranking, 0…1; `nil` if there is nothing to find.
  func averagePrecision(_ index: Int, _ interpolation: Interpolation) -> Double? {
    guard positives[index] > 0 else { return nil }
    return interpolation.averagePrecision(
      recalls: curves[index].recalls, precisions: curves[index].precisions)
  }

  /// The best precision of a ranking at each of COCO's 101 recalls or beyond it.
  func points(_ index: Int) -> [Double] {
    Interpolation.points(
      recalls: curves[index].recalls, precisions: curves[index].precisions)
  }

  /// The largest recall of a ranking.
  func recall(_ index: Int) -> Double { curves[index].recalls.last ?? 0 }

  /// Precision and recall at the true positives.
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
