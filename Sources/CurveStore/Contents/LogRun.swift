/// A run of a log.
public struct LogRun: Equatable, Sendable {
  /// Its name: the tool's, or the folder's below the one that was opened; empty for the only run of a file.
  public var name: String
  /// The curves, in the order of their first appearance.
  public var series: [LogSeries] = []
  /// Whole epochs that the log tells without any number, in order; those of the present attempt.
  public internal(set) var bareEpochs: [Double] = []
  /// What callbacks said and what ended the run, in order.
  public var messages: [LogMessage] = []
  /// Settings that stand beside the metrics, in order.
  public var parameters: [LogParameter] = []
  /// What the first epoch is called, 0 or 1; nil when the log does not say.
  public var epochBase: Int?
  /// Whether the log shows how it ended.
  public var status: LogStatus = .unknown

  /// Makes an empty run.
  public init(name: String) { self.name = name }

  /// The names of the series, each only once: two that are told apart by their data alone, as the `time` of training
  /// and of validation, are called `train/time` and `validation/time`, as if they stood in folders.
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

  /// The number of the first epoch: the one rule by which everything that shows epochs counts them.
  ///
  /// It is what the log calls it. Where that is not known, numbers are taken as they are, from 0. Of fractions the
  /// first epoch is the one that ends at 1.
  ///
  /// - Complexity: O(points), at most some thousands per series.
  package var firstEpoch: Int { series.allSatisfy(\.points.areEpochsWhole) ? epochBase ?? 0 : 1 }

  /// The least and the greatest epoch of all series; nil when there are no epochs.
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

/// How a run stands, by what its log shows.
public enum LogStatus: String, Equatable, Sendable {
  /// The log says nothing.
  case unknown
  /// It is under way, or was when the log was written.
  case running
  /// It ended in order.
  case finished
  /// It ended with an error.
  case failed
}

/// A setting of a run.
public struct LogParameter: Equatable, Sendable {
  /// Its name, nested ones joined with `/`.
  public var name: String
  /// Its value as text.
  public var value: String

  /// Creates a setting.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// Something that was said while the run was trained.
public struct LogMessage: Equatable, Sendable {
  /// The epoch it names or stands in, counted as in the file.
  public var epoch: Double?
  /// The step, counted as in the file.
  public var step: Int64?
  /// The text.
  public var text: String
}
