/// PASCAL VOC's protocol: the average precision of each class at one IoU threshold, and their mean.
///
///     let mAP = VOCEvaluation(set, rule: MatchRule(), interpolation: .allPoints).meanAveragePrecision
///
/// "The PASCAL Visual Object Classes (VOC) Challenge", doi:10.1007/s11263-009-0275-4. As in the devkit and in
/// TensorFlow's object_detection, an IoU of exactly the threshold is a match, a second detection of an object
/// is wrong, and difficult boxes are ignored.
public struct VOCEvaluation: Sendable {
  /// The ranking of each class, with all detections.
  public let curves: [PrecisionRecallCurve]
  /// The rule that turns curves into numbers.
  public let interpolation: Interpolation
  private let pooled: PrecisionRecallCurve

  /// Evaluates a set.
  ///
  /// - Parameters:
  ///   - threads: The number of threads that share the classes; the result does not depend on it.
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

  /// The average precision of each class, 0…1; `nil` if there is nothing to find.
  ///
  /// - Parameter recall: The range of recalls that count; `nil` for all.
  public func averagePrecisions(recall: ClosedRange<Double>? = nil) -> [Double?] {
    curves.map { $0.averagePrecision(interpolation, recall: recall) }
  }

  /// The mean over the classes with something to find; `nil` if there are none.
  public var meanAveragePrecision: Double? {
    averagePrecisions().compactMap(\.self).mean
  }

  /// The average precision of the detections of all classes as one ranking (TensorFlow's weighted mAP).
  public var pooledAveragePrecision: Double? {
    pooled.averagePrecision(interpolation)
  }

  /// The detections of all classes as one ranking, to find one threshold for all of them.
  public var pooledCurve: PrecisionRecallCurve { pooled }
}
