internal import Boxes

/// The detections of a class as a ranking, after matching at one IoU threshold.
///
/// Detections on difficult boxes are ignored. Detections in a crowd that found nothing else are ignored, too,
/// or, if crowds have a weight, they count as one find with that weight and the best score.
struct RankedClass {
  private(set) var scores: [Double] = []
  private(set) var weights: [Double] = []
  private(set) var positives = 0.0

  private let rule: MatchRule
  private var matcher: GroundTruthMatcher
  private var overlaps = OverlapTable()
  private var coverages = OverlapTable()

  init(_ set: DetectionSet, category: Int, rule: MatchRule) {
    self.rule = rule
    matcher = GroundTruthMatcher(choice: rule.choice, threshold: rule.iouThreshold)
    for image in set.images(ofCategory: category) { add(image, set) }
  }

  var curve: PrecisionRecallCurve {
    PrecisionRecallCurve(scores: scores, weights: weights, positives: positives)
  }

  private mutating func add(_ image: ImagesOfCategory.Element, _ set: DetectionSet) {
    let boxes = image.groundTruth.map(Int.init)
    // A box that is both counts as difficult only: it is not a find with a weight.
    let crowds = boxes.filter { set.groundTruth[$0].isCrowd && !set.groundTruth[$0].isDifficult }
    let single = boxes.filter { !set.groundTruth[$0].isCrowd || set.groundTruth[$0].isDifficult }
    let isDifficult = single.map { set.groundTruth[$0].isDifficult }
    positives += Double(isDifficult.count { !$0 }) + rule.crowdWeight * Double(crowds.count)
    var found = image.detections
    if rule.dropsDegenerate { found.removeAll { set.detections[Int($0)].box.isDegenerate } }
    guard !found.isEmpty else { return }
    let mayRepeat = single.map { _ in false }
    overlaps.fill(
      set, detections: found, groundTruth: single, isCrowd: mayRepeat, pixels: rule.pixels)
    coverages.fill(
      set, detections: found, groundTruth: crowds, isCrowd: crowds.map { _ in true },
      pixels: rule.pixels)
    matcher.begin(boxes: single.count)
    var bestInCrowd = [Double?](repeating: nil, count: crowds.count)
    for (row, index) in found.enumerated() {
      let score = set.detections[Int(index)].score
      let outcome = matcher.outcome(row, overlaps, isIgnored: isDifficult, mayRepeat: mayRepeat)
      if outcome == .ignored { continue }
      if outcome == .falsePositive, let crowd = crowd(of: row) {
        bestInCrowd[crowd] = max(bestInCrowd[crowd] ?? score, score)
        continue
      }
      scores.append(score)
      weights.append(outcome == .truePositive ? 1 : 0)
    }
    guard rule.crowdWeight > 0 else { return }
    for score in bestInCrowd.compactMap(\.self) {
      scores.append(score)
      weights.append(rule.crowdWeight)
    }
  }

  /// The crowd that covers most of a detection, if it covers enough of it.
  private func crowd(of row: Int) -> Int? {
    guard coverages.largest(row) >= rule.iouThreshold else { return nil }
    return (0..<coverages.columns).first { coverages[row, $0] == coverages.largest(row) }
  }
}
