public import RunModel

/// The view of a run's charts, as a person has chosen it.
public struct ViewSettings: Equatable, Sendable {
  /// The horizontal axis; nil for the usual one of the run.
  public var axis: RunAxis?
  /// True when the horizontal axis is logarithmic.
  public var isAxisLogarithmic = false
  /// The title of the shown metric; nil for the metric that the callbacks watch.
  public var metric: String?
  /// The weight of the past in smoothed curves, 0 … 0.999; nil for none.
  public var smoothing: Double?
  /// True when the loss has a logarithmic axis.
  public var isLossLogarithmic = true
  /// The vertical range of the loss; nil for one that fits the curves.
  public var lossRange: ClosedRange<Double>?
  /// The vertical range of the metric; nil for one that fits the curves.
  public var metricRange: ClosedRange<Double>?
  /// True when outliers of the loss are left out of its vertical range.
  public var isLossClipped = false
  /// True when outliers of the metric are left out of its vertical range.
  public var isMetricClipped = false
  /// The titles of the curves beside the loss whose axis is not the usual one, linear or logarithmic.
  public var switchedAxes: [String] = []
  /// Values that the person wants to reach, by the titles of the curves.
  public var targets: [String: Double] = [:]

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
