/// The settings of the charts.
public struct ChartSettings: Equatable, Sendable {
  /// The title of the second chart's metric; nil for the metric that the callbacks watch.
  public internal(set) var metric: String?
  /// True when the loss has a logarithmic axis.
  public internal(set) var isLossLogarithmic = true
}
