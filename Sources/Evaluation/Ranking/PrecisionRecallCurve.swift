/// Precision and recall of a ranking, one point per detection, highest score first.
public struct PrecisionRecallCurve: Equatable, Sendable {
  /// The scores, in descending order.
  public let scores: [Double]
  /// The contribution of each detection to the true positives: 0 for a false positive, 1 for an object, less
  /// for a crowd that counts in part.
  public let weights: [Double]
  /// True positives over all detections so far, 0…1.
  public let precisions: [Double]
  /// True positives over `positives`, never decreasing.
  public let recalls: [Double]
  /// The number of objects to find.
  public let positives: Double

  /// Ranks detections; of equal scores, the earlier comes first.
  ///
  /// - Parameters:
  ///   - scores: The scores, in any order.
  ///   - weights: One weight per score; a detection with a weight of 0 or less is a false positive.
  ///   - positives: The number of objects to find; if it is 0, recalls are 0.
  /// - Precondition: There are as many weights as scores.
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

  /// The number of detections, without the ignored ones.
  public var count: Int { scores.count }

  /// The sum of the weights of true positives.
  public var truePositives: Double { weights.reduce(0) { $1 > 0 ? $0 + $1 : $0 } }

  /// The number of false positives.
  public var falsePositives: Int { weights.count { !($0 > 0) } }

  /// The average precision, 0…1; `nil` if there is nothing to find, 0 if nothing was found.
  ///
  /// - Parameters:
  ///   - interpolation: The rule that turns the curve into one number.
  ///   - bounds: The range of recalls that count.
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

  /// The point with the best F1 score; `nil` if nothing was found.
  ///
  /// Only thresholds that can be set are considered: all detections with the same score are kept or dropped
  /// together. Among equals, the highest threshold wins.
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
