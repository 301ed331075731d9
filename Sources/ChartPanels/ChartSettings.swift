public import MetricGrid
internal import RunModel

/// The settings of the charts.
public struct ChartSettings: Equatable, Sendable {
  /// The weight of the past in smoothed curves, from 0 to below 1; nil for the usual mean of
  /// training steps alone.
  public package(set) var smoothing: Double?
  /// The vertical range of the loss; nil for one that fits the curves.
  public package(set) var lossRange: ClosedRange<Double>?
  /// The vertical range of the chosen metric; nil for one that fits the curves.
  public package(set) var metricRange: ClosedRange<Double>?
  /// True when outliers of the loss are left out of its vertical range.
  public package(set) var isLossClipped = false
  /// True when outliers of the chosen metric are left out of its vertical range.
  public package(set) var isMetricClipped = false
  /// Values that the person wants to reach, by the titles of the curves.
  public package(set) var targets: [String: Double] = [:]
  /// The seconds by which local time is ahead of UTC.
  public package(set) var timeZone = 0.0
  /// True when losses have a logarithmic axis.
  public package(set) var isLossLogarithmic = true
  /// The titles of other curves whose axis is not the usual one: logarithmic for metrics, linear for
  /// learning rates.
  public package(set) var switchedAxes: Set<String> = []

  /// True for a curve with a logarithmic axis: losses and learning rates, unless a person changed it.
  func isLogarithmic(_ curve: Curve) -> Bool {
    if curve.kind == .loss { return isLossLogarithmic }
    return switchedAxes.contains(curve.title) != curve.isLearningRate
  }

  /// The most columns and rows of charts; nil for as many as look well.
  public package(set) var grid: GridShape?

  /// The settings of a new screen.
  public init() {}
}
