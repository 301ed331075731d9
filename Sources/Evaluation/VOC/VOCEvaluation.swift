/// PASCAL VOC's protocol: average precision of each class at one IoU threshold, and their mean.
///
/// "The PASCAL Visual Object Classes (VOC) Challenge", doi:10.1007/s11263-009-0275-4. As the devkit and as
/// TensorFlow's object_detection: an IoU of exactly the threshold is a match, a second detection of an
/// object is wrong, difficult boxes count neither way.
public struct VOCEvaluation: Sendable {
  /// The ranking of each class; nothing is cut off.
  public let curves: [PrecisionRecallCurve]
  /// How the curves become numbers.
  public let interpolation: Interpolation
  private let pooled: PrecisionRecallCurve

  /// Evaluates a set.
  ///
  /// - Parameters:
  ///   - threads: how many threads share the classes; the result is the same.
  /// - Complexity: O(detections · log) and O(detections × boxes) within each image and class.
  public init(
    _ set: DetectionSet, rule: MatchRule = MatchRule(), interpolation: Interpolation = .allPoints,
    threads: Int = 1
  ) {
    let curves = concurrentMap(set.categoryCount, threads: threads) {
      RankedClass(set, category: $0, rule: rule).curve
    }
    self.curves = curves
    self.interpolation = interpolation
    pooled = PrecisionRecallCurve(
      scores: curves.flatMap(\.scores), weights: curves.flatMap(\.weights),
      positives: curves.reduce(0) { $0 + $1.positives })
  }

  /// The average precision of each class, 0…1; nil where there is nothing to find.
  ///
  /// - Parameter recall: only points of these recalls count; nil for all.
  public func averagePrecisions(recall: ClosedRange<Double>? = nil) -> [Double?] {
    curves.map { $0.averagePrecision(interpolation, recall: recall) }
  }

  /// The mean over the classes that have something to find; nil when none has.
  public var meanAveragePrecision: Double? {
    averagePrecisions().compactMap(\.self).mean
  }

  /// The average precision of all classes' detections as one ranking (TensorFlow's weighted mAP).
  public var pooledAveragePrecision: Double? {
    pooled.averagePrecision(interpolation)
  }

  /// All classes' detections as one ranking: where the one threshold for all of them is best.
  public var pooledCurve: PrecisionRecallCurve { pooled }
}
