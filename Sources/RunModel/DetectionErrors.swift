extension DetectionReport {
  /// The average precision at IoU 0.5 that a detector loses to its errors.
  ///
  /// The kinds and the gains are those of "TIDE: A General Toolbox for Identifying Object Detection Errors",
  /// doi:10.1007/978-3-030-58580-8_33.
  public struct Errors: Equatable, Sendable {
    /// The errors of one kind.
    public struct Kind: Equatable, Sendable {
      /// The word for the kind: classification, localization, both, duplicate, background, missed.
      public var name: String
      /// The average precision that would be gained if only these errors were fixed, 0…1.
      public var gain: Double
      /// The number of wrong detections, or of missed objects.
      public var count: Int

      /// Creates the errors of a kind.
      public init(name: String, gain: Double, count: Int) {
        self.name = name
        self.gain = gain
        self.count = count
      }
    }

    /// The kinds in their order.
    public var kinds: [Kind]
    /// The average precision that would be gained if no false positive counted, 0…1.
    public var falsePositiveGain: Double?
    /// The average precision that would be gained if no object was left unfound, 0…1.
    public var falseNegativeGain: Double?

    /// Creates the errors of a detector.
    public init(kinds: [Kind], falsePositiveGain: Double?, falseNegativeGain: Double?) {
      self.kinds = kinds
      self.falsePositiveGain = falsePositiveGain
      self.falseNegativeGain = falseNegativeGain
    }
  }

  /// The number of classes above which a report has no curves of single classes: it is written at every
  /// evaluation.
  public static let largestCurveCount = 100

  /// The mean of the classes' average precisions; nil without any.
  package var meanAveragePrecision: Double? {
    let scores = classes.compactMap(\.averagePrecision).filter(\.isFinite)
    return scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
  }
}
