import CurveStore
import OrderedCollections
import Playbacks
import Recordings
import RunModel

/// A log with histograms of three layers, texts and precision-recall curves beside its numbers.
struct SummaryFixture: RunRecording {
  let numbers: LogFixture
  /// False for a log that holds nothing else.
  let hasNumbers: Bool
  /// A long text in place of the usual ones.
  let paragraph: String?

  init(epochs: Int = 30, hasNumbers: Bool = true, paragraph: String? = nil) {
    numbers = LogFixture(name: "logs", count: epochs)
    (self.hasNumbers, self.paragraph) = (hasNumbers, paragraph)
  }

  static let weight = SummaryName("layer1/weight", .histogram)
  static let bias = SummaryName("layer1/bias", .histogram)
  static let head = SummaryName("head/weight", .histogram)
  static let sample = SummaryName("sample", .text)
  static let curve = SummaryName("val/pr", .precisionRecall)

  let summaries = [weight, sample, bias, head, curve]

  var name: String { numbers.name }
  var length: Double { numbers.length }
  var isTimed: Bool { numbers.isTimed }
  var isLive: Bool { numbers.isLive }
  var epochEnds: [Double] { hasNumbers ? numbers.epochEnds : [] }
  var markMoments: [Double] { hasNumbers ? numbers.markMoments : [] }
  var recorded: [RecordedEpoch] { hasNumbers ? numbers.recorded : [] }
  var axes: [RunAxis] { numbers.axes }

  func history(at moment: Double, _ query: RecordingQuery) -> RunHistory {
    guard !hasNumbers else { return numbers.history(at: moment, query) }
    return RunHistory(
      name: name, axis: query.axis, reach: x(at: moment, on: query.axis), curves: [],
      stepSeries: [:], epochSeries: [:], learningRates: Series(), epochs: [], marks: [],
      entries: [], plannedEpochs: 0, startTime: nil, lastTime: nil)
  }
  func x(at moment: Double, on axis: RunAxis) -> Double { numbers.x(at: moment, on: axis) }
  func moment(at x: Double, on axis: RunAxis) -> Double { numbers.moment(at: x, on: axis) }

  /// One value per epoch.
  func summary(
    _ name: SummaryName, at moment: Double, _ query: RecordingQuery
  ) -> SummaryReading? {
    let epochs = Int(moment / numbers.seconds)
    guard epochs > 0 else { return nil }
    let unit = x(at: numbers.seconds, on: query.axis)
    let value: SummaryValue
    var bands: [SummaryReading.Band] = []
    switch name.kind {
    case .histogram:
      value = .histogram(histogram(name, epochs))
      bands = (1...epochs).map { epoch in
        SummaryReading.Band(
          x: Double(epoch) * unit, percentiles: Array(histogram(name, epoch).percentiles))
      }
    case .text where paragraph != nil: value = .text([paragraph ?? ""])
    case .text:
      value = .text([
        "epoch \(epochs)\n\nThe quick brown fox jumps over the lazy dog, again and again, "
          + "until the model has learned it.",
        (1...40).map { "line \($0)" }.joined(separator: "\n"),
      ])
    case .precisionRecall: value = .precisionRecall(curve(epochs))
    }
    return SummaryReading(
      name: name, value: value, x: Double(epochs) * unit, step: Int64(epochs * 100), bands: bands)
  }

  /// A bell that grows narrow and moves; the biases are all equal.
  private func histogram(_ name: SummaryName, _ epoch: Int) -> Histogram {
    if name == Self.bias {
      return Histogram([Histogram.Bucket(left: 0.1, right: 0.1, count: 16)])
    }
    let width = 1 / (1 + 0.1 * Double(epoch))
    let middle = name == Self.head ? 0.5 - 0.02 * Double(epoch) : 0.01 * Double(epoch)
    return Histogram(
      (-30..<30).map { bin in
        let (left, right) = (Double(bin) / 10 * width, Double(bin + 1) / 10 * width)
        let distance = Double(bin) / 10 + 0.05
        return Histogram.Bucket(
          left: middle + left, right: middle + right,
          count: (1000 / (1 + distance * distance * distance * distance)).rounded())
      })
  }

  private func curve(_ epoch: Int) -> SummaryValue.PrecisionRecall {
    let quality = Float(epoch) / Float(epoch + 5)
    let recall = (0...50).map { 1 - Float($0) / 50 }
    return SummaryValue.PrecisionRecall(
      precision: recall.map { 1 - (1 - quality) * $0 - quality * $0 * $0 * $0 * $0 / 2 },
      recall: recall, thresholds: 51)
  }
}
