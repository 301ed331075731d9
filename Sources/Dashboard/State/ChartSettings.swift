/// The settings of the charts.
public struct ChartSettings: Equatable, Sendable {
  /// The title of the second chart's metric; nil for the metric that the callbacks watch.
  public internal(set) var metric: String?
  /// The weight of the past in smoothed curves, from 0 to below 1; nil for the usual mean of
  /// training steps alone.
  public internal(set) var smoothing: Double?
  /// The vertical range of the loss; nil for one that fits the curves.
  public internal(set) var lossRange: ClosedRange<Double>?
  /// The vertical range of the metric; nil for one that fits the curves.
  public internal(set) var metricRange: ClosedRange<Double>?
  /// True when the loss has a logarithmic axis.
  public internal(set) var isLossLogarithmic = true
}
