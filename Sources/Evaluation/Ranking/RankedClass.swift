/// The detections of a class as a ranking, after matching at one IoU threshold.
///
/// Detections on difficult boxes are ignored. Detections in a crowd that found nothing else are ignored, too,
/// or, if crowds have a weight, they count as one find with that weight and the best score.
struct RankedClass {
  private(set) var scores: [Double] = []
  private(set) var weights: [Double] = []
  private(set) var positives = 0.0

  private let crowdWeight: Double
  private var matcher: ImageMatcher

  init(_ set: DetectionSet, category: Int, rule: MatchRule) {
    crowdWeight = rule.crowdWeight
    matcher = ImageMatcher(rule)
    for image in set.images(ofCategory: category) { add(image, set) }
  }

  var curve: PrecisionRecallCurve {
    PrecisionRecallCurve(scores: scores, weights: weights, positives: positives)
  }

  private mutating func add(_ image: ImagesOfCategory.Element, _ set: DetectionSet) {
    matcher.match(image, set)
    positives += Double(matcher.isDifficult.count { !$0 })
    positives += crowdWeight * Double(matcher.crowds.count)
    var bestInCrowd = [Double?](repeating: nil, count: matcher.crowds.count)
    for match in matcher.matches where match.outcome != .ignored {
      let score = set.detections[Int(match.detection)].score
      if let crowd = match.crowd {
        bestInCrowd[crowd] = max(bestInCrowd[crowd] ?? score, score)
        continue
      }
      scores.append(score)
      weights.append(match.outcome == .truePositive ? 1 : 0)
    }
    guard crowdWeight > 0 else { return }
    for score in bestInCrowd.compactMap(\.self) {
      scores.append(score)
      weights.append(crowdWeight)
    }
  }
}
