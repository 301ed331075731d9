/// A run of a log.
public struct LogRun: Equatable, Sendable {
  /// The name given by the tool, or the path relative to the opened folder; empty for the only run
  /// of a file.
  public var name: String
  /// The series, in the order of their first appearance.
  public var series: [LogSeries] = []
  /// The histograms, texts and precision-recall curves, in the order of their first appearance.
  public internal(set) var summaries: [SummarySeries] = []
  /// Whole epochs of the present attempt that the log mentions without any number, in order.
  public internal(set) var unmeasuredEpochs: [Double] = []
  /// Messages of callbacks and about the end of the run, in order.
  public var messages: [LogMessage] = []
  /// Settings stored beside the metrics, in order.
  public var parameters: [LogParameter] = []
  /// The number of the first epoch, 0 or 1; nil when the log does not say.
  public var epochBase: Int?
  /// The total of its counter of epochs, as in `Epoch 3/10`; nil when the log does not say.
  public var epochTotal: Int?
  /// True when its epochs or steps are the numbers of its rows, because the log has neither.
  public var countsRows = false
  /// The state of the run, as far as the log shows it.
  public var status: LogStatus = .unknown

  /// Creates an empty run.
  public init(name: String) { self.name = name }

  /// The names of the series, each unique: where training and validation share a name such as
  /// `time`, they become `train/time` and `validation/time`, as if they were stored in folders.
  ///
  /// - Complexity: O(series).
  public var seriesNames: [String] {
    let counts = Dictionary(grouping: series, by: \.name).mapValues(\.count)
    return series.map { series in
      guard counts[series.name] ?? 0 > 1, let split = series.split else { return series.name }
      let name = "\(split.rawValue)/\(series.name)"
      return counts[name] == nil ? name : "\(series.name) (\(split.rawValue))"
    }
  }

  /// The number of the first epoch: the one rule for numbering epochs on screens and in tables.
  ///
  /// It is the log's own number. Where that is unknown, numbers are used as they are, from 0. With
  /// fractional epochs the first epoch is the one that ends at 1.
  ///
  /// - Complexity: O(points), at most some thousands per series.
  package var firstEpoch: Int { series.allSatisfy(\.points.areEpochsWhole) ? epochBase ?? 0 : 1 }

  /// The number of epochs that the run was to train; nil when the log does not say.
  ///
  /// Counters from 0 end at the number, or one before it: `Epoch 0/24` is the first of 25.
  package var plannedEpochs: Int? {
    guard let epochTotal, 1...1_000_000 ~= epochTotal else { return nil }
    return firstEpoch == 0 && (epochTotal + 1) % 5 == 0 ? epochTotal + 1 : epochTotal
  }

  /// The range of the epochs of all series; nil when there are no epochs.
  ///
  /// - Complexity: O(points / 4096 + 4096 · series).
  public var epochRange: ClosedRange<Double>? {
    let ranges = series.compactMap(\.points.epochRange)
    guard let least = ranges.map(\.lowerBound).min(),
      let greatest = ranges.map(\.upperBound).max()
    else { return nil }
    return least...greatest
  }
}
