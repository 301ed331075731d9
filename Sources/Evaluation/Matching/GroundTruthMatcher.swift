/// The core of the matching: assigns boxes to the detections of an image in the order of their scores.
///
/// The rules of both protocols are here, so that they differ only where the protocols do. VOC: "The PASCAL
/// Visual Object Classes (VOC) Challenge", doi:10.1007/s11263-009-0275-4, section 4.2, as implemented in the
/// devkit. COCO: the evaluation code of cocodataset.org/#detection-eval.
struct GroundTruthMatcher {
  private let choice: GroundTruthChoice
  private let threshold: Double
  /// For each box, `true` once a detection has found it.
  private(set) var isTaken: [Bool] = []

  /// Creates a matcher; an overlap of exactly `threshold` is a match.
  init(choice: GroundTruthChoice, threshold: Double) {
    self.choice = choice
    // COCO does not let rounding fail a threshold of 1.
    self.threshold = choice == .bestFree ? min(threshold, 1 - 1e-10) : threshold
  }

  /// Frees all boxes for the next image.
  mutating func begin(boxes: Int) {
    isTaken.removeAll(keepingCapacity: true)
    isTaken.append(contentsOf: repeatElement(false, count: boxes))
  }

  /// Matches a detection with the boxes.
  ///
  /// - Parameters:
  ///   - row: The rank of the detection, a row of `overlaps`.
  ///   - isIgnored: For each box, `true` if it is not required; COCO considers these after the others.
  ///   - mayRepeat: For each box, `true` if it can be found several times.
  /// - Complexity: O(boxes).
  mutating func outcome(
    _ row: Int, _ overlaps: OverlapTable, isIgnored: [Bool], mayRepeat: [Bool]
  ) -> MatchOutcome {
    let pick: Int? =
      switch choice {
      case .best: best(row, overlaps)
      case .bestFree:
        bestFree(row, overlaps, among: false, isIgnored, mayRepeat)
          ?? bestFree(row, overlaps, among: true, isIgnored, mayRepeat)
      }
    guard let pick else { return .falsePositive }
    if isIgnored[pick] {
      isTaken[pick] = true
      return .ignored
    }
    if isTaken[pick], !mayRepeat[pick] { return .falsePositive }
    isTaken[pick] = true
    return .truePositive
  }

  private func best(_ row: Int, _ overlaps: OverlapTable) -> Int? {
    var pick: Int?
    var most = -Double.infinity
    for column in 0..<overlaps.columns where overlaps[row, column] > most {
      most = overlaps[row, column]
      pick = column
    }
    return most >= threshold ? pick : nil
  }

  private func bestFree(
    _ row: Int, _ overlaps: OverlapTable, among ignored: Bool, _ isIgnored: [Bool],
    _ mayRepeat: [Bool]
  ) -> Int? {
    var pick: Int?
    var most = threshold
    for column in 0..<overlaps.columns
    where isIgnored[column] == ignored && overlaps[row, column] >= most {
      if isTaken[column], !mayRepeat[column] { continue }
      most = overlaps[row, column]
      pick = column
    }
    return pick
  }
}
