internal import CurveStore
internal import TensorBoardFiles

extension LogBuilder {
  /// The ending that PyTorch gives the names of texts.
  private static let textEnding = "/text_summary"

  /// Adds a histogram, a text or a precision-recall curve of an event file.
  mutating func add(_ summary: EventSummary, named tag: String, run: Int) {
    let value: SummaryValue
    switch summary.content {
    case .histogram(let buckets):
      value = .histogram(
        Histogram(
          buckets.map { Histogram.Bucket(left: $0.left, right: $0.right, count: $0.count) }))
    case .text(let texts): value = .text(texts)
    case .precisionRecall(let precision, let recall, let thresholds):
      value = .precisionRecall(
        SummaryValue.PrecisionRecall(
          precision: precision.map(Float.init), recall: recall.map(Float.init),
          thresholds: thresholds))
    }
    let isText = value.kind == .text && tag.hasSuffix(Self.textEnding)
    add(
      value, to: isText ? String(tag.dropLast(Self.textEnding.count)) : tag, run: run,
      step: summary.step == LogPoints.noStep ? nil : summary.step, wallTime: summary.wallTime)
  }
}
