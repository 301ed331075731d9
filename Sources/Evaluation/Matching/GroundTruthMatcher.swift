/// The matching core: which box each detection of an image takes, in the order of their scores.
///
/// Both protocols' rules are here, so that they differ only where the protocols do. VOC: "The PASCAL
/// Visual Object Classes (VOC) Challenge", doi:10.1007/s11263-009-0275-4, section 4.2, as the devkit
/// carries it out. COCO: the evaluation code that belongs to cocodataset.org/#detection-eval.
struct GroundTruthMatcher {
  private let choice: GroundTruthChoice
  private let threshold: Double
  private var isTaken: [Bool] = []

  /// Makes a matcher; an overlap of exactly `threshold` is a match.
  init(choice: GroundTruthChoice, threshold: Double) {
    self.choice = choice
    // COCO lets rounding keep nothing from a threshold of 1.
    self.threshold = choice == .bestFree ? min(threshold, 1 - 1e-10) : threshold
  }

  /// Forgets what is taken: another image begins.
  mutating func begin(boxes: Int) {
    isTaken.removeAll(keepingCapacity: true)
    isTaken.append(contentsOf: repeatElement(false, count: boxes))
  }

  /// Holds a detection against the boxes.
  ///
  /// - Parameters:
  ///   - row: its rank, a row of `overlaps`.
  ///   - isIgnored: which boxes nobody is asked to find; COCO wants them after the others.
  ///   - mayRepeat: which boxes can be found many times.
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
