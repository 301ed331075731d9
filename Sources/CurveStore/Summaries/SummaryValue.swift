/// A value beyond numbers that a log holds at a step.
public enum SummaryValue: Equatable, Sendable {
  /// The distribution of many numbers, such as the weights of a layer.
  case histogram(Histogram)
  /// Texts, such as samples of what a model writes.
  case text([String])
  /// The precision and recall of a classifier at several thresholds.
  case precisionRecall(PrecisionRecall)

  /// A precision-recall curve.
  public struct PrecisionRecall: Equatable, Sendable {
    /// The precisions, 0 … 1.
    public let precision: [Float]
    /// The recalls, 0 … 1; as many as the precisions.
    public let recall: [Float]
    /// The number of thresholds that divide 0 … 1 evenly; those of the first points.
    public let thresholds: Int

    /// Creates a curve.
    public init(precision: [Float], recall: [Float], thresholds: Int) {
      (self.precision, self.recall, self.thresholds) = (precision, recall, thresholds)
    }

    /// The threshold of the point with an index.
    public func threshold(_ index: Int) -> Double {
      thresholds > 1 ? Double(index) / Double(thresholds - 1) : 0
    }
  }

  /// The kind of value.
  public var kind: SummaryKind {
    switch self {
    case .histogram: .histogram
    case .text: .text
    case .precisionRecall: .precisionRecall
    }
  }

  /// About the bytes that it takes.
  var byteCount: Int {
    switch self {
    case .histogram: Histogram.byteCount
    case .text(let texts): texts.reduce(64) { $0 + $1.utf8.count + 16 }
    case .precisionRecall(let curve): 8 * curve.precision.count + 96
    }
  }
}

/// The kind of values beyond numbers.
public enum SummaryKind: String, Equatable, Sendable {
  /// Histograms.
  case histogram
  /// Texts.
  case text
  /// Precision-recall curves.
  case precisionRecall = "precision_recall"
}
