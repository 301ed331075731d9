/// Precision and recall of a ranking, one point a detection, highest score first.
public struct PrecisionRecallCurve: Equatable, Sendable {
  /// The scores, falling.
  public let scores: [Double]
  /// What each detection adds to the true positives: 0 for a false positive, 1 for an object, less for a
  /// crowd that counts in part.
  public let weights: [Double]
  /// True positives over everything taken in so far, 0…1.
  public let precisions: [Double]
  /// True positives over `positives`, never falling.
  public let recalls: [Double]
  /// What there is to find.
  public let positives: Double

  /// Ranks detections; of equal scores the earlier comes first.
  ///
  /// - Parameters:
  ///   - scores: any order.
  ///   - weights: one a score; whatever is not above 0 is a false positive.
  ///   - positives: what there is to find; recalls are 0 when there is nothing.
  /// - Precondition: as many weights as scores.
  /// - Complexity: O(n log n).
  public init(scores: [Double], weights: [Double], positives: Double) {
    precondition(scores.count == weights.count, "every score needs a weight")
    let order = scores.enumerated().map { ScoreOrder(score: $1, index: $0) }.sorted()
    self.scores = order.map { scores[Int($0.index)] }
    self.weights = order.map { weights[Int($0.index)] }
    self.positives = positives
    var (right, wrong) = (0.0, 0.0)
    var precisions: [Double] = []
    var recalls: [Double] = []
    for weight in self.weights {
      if weight > 0 { right += weight } else { wrong += 1 }
      precisions.append(right / (right + wrong))
      recalls.append(positives > 0 ? right / positives : 0)
    }
    self.precisions = precisions
    self.recalls = recalls
  }

  /// Detections, those that are ignored left out.
  public var count: Int { scores.count }

  /// The sum of the weights of true positives.
  public var truePositives: Double { weights.reduce(0) { $1 > 0 ? $0 + $1 : $0 } }

  /// How many false positives there are.
  public var falsePositives: Int { weights.count { !($0 > 0) } }

  /// The average precision, 0…1; nil when there is nothing to find, 0 when nothing was found.
  ///
  /// - Parameters:
  ///   - interpolation: how the curve becomes one number.
  ///   - recall: only points of these recalls count.
  /// - Complexity: O(n).
  public func averagePrecision(
    _ interpolation: Interpolation = .allPoints, recall bounds: ClosedRange<Double>? = nil
  ) -> Double? {
    guard positives > 0 else { return nil }
    guard let bounds else {
      return interpolation.averagePrecision(recalls: recalls, precisions: precisions)
    }
    let kept = recalls.indices.filter { bounds.contains(recalls[$0]) }
    return interpolation.averagePrecision(
      recalls: kept.map { recalls[$0] }, precisions: kept.map { precisions[$0] })
  }

  /// Where precision and recall are best together; nil when nothing was found.
  ///
  /// Only thresholds that can be set are looked at: all detections of one score stand or fall together. Of
  /// equal values the highest threshold is taken.
  ///
  /// - Complexity: O(n).
  public var bestF1: OperatingPoint? {
    var best: OperatingPoint?
    for index in scores.indices
    where index + 1 == scores.count || scores[index + 1] != scores[index] {
      let point = OperatingPoint(
        threshold: scores[index], precision: precisions[index], recall: recalls[index])
      if point.f1 > best?.f1 ?? 0 { best = point }
    }
    return best
  }
}
