public import RunModel

/// The view of a run's charts, as a person has chosen it.
public struct ViewSettings: Equatable, Sendable {
  /// The horizontal axis; nil for the usual one of the run.
  public var axis: RunAxis?
  /// True when the horizontal axis is logarithmic.
  public var isAxisLogarithmic = false
  /// The title of the metric that a person has named; nil for the one that the callbacks watch.
  public var metric: String?
  /// The weight of the past in smoothed curves, 0 … 0.999; nil for none.
  public var smoothing: Double?
  /// True when the usual axis of losses is logarithmic.
  public var isLossLogarithmic = true
  /// Vertical ranges that a person typed, by the titles of the curves.
  public var ranges: [String: ClosedRange<Double>] = [:]
  /// The titles of curves whose outliers are left out of their vertical range.
  public var clipped: [String] = []
  /// The titles of the curves whose axis is not the usual one, linear or logarithmic.
  public var switchedAxes: [String] = []
  /// Values that the person wants to reach, by the titles of the curves.
  public var targets: [String: Double] = [:]

  /// The events that are listed, by the name of their selection; nil for the news.
  public var events: String?
  /// The name of the page of the key `v`; nil for the usual one.
  public var page: String?
  /// The titles of the pinned metrics, in their order.
  public var pins: [String] = []
  /// The titles of the metrics without charts.
  public var hiddenMetrics: [String] = []
  /// The order of the table of runs, as `plateau runs --sort` takes it; nil for the usual one.
  public var runOrder: String?
  /// The names of the runs without curves.
  public var hiddenRuns: [String] = []

  /// Creates the usual view.
  public init() {}
}
