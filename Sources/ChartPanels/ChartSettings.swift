public import MetricGrid
package import RunModel

/// The settings of the charts.
public struct ChartSettings: Equatable, Sendable {
  /// The weight of the past in smoothed curves, from 0 to below 1; nil for the usual mean of
  /// training steps alone.
  public package(set) var smoothing: Double?
  /// Vertical ranges that a person typed, by the titles of the curves.
  public package(set) var ranges: [String: ClosedRange<Double>] = [:]
  /// The titles of curves whose outliers are left out of their vertical range.
  public package(set) var clipped: Set<String> = []
  /// Values that the person wants to reach, by the titles of the curves.
  public package(set) var targets: [String: Double] = [:]
  /// The seconds by which local time is ahead of UTC.
  public package(set) var timeZone = 0.0
  /// True when the usual axis of losses is logarithmic.
  public package(set) var isLossLogarithmic = true
  /// The titles of curves whose axis is not the usual one: logarithmic for metrics, linear for
  /// learning rates.
  public package(set) var switchedAxes: Set<String> = []

  /// True for a curve with a logarithmic axis: losses and learning rates, unless a person changed it.
  package func isLogarithmic(_ curve: Curve) -> Bool {
    switchedAxes.contains(curve.title) != isUsuallyLogarithmic(curve)
  }

  /// True for a curve whose usual axis is logarithmic.
  func isUsuallyLogarithmic(_ curve: Curve) -> Bool {
    curve.kind == .loss ? isLossLogarithmic : curve.isLearningRate
  }

  /// The most columns and rows of charts; nil for as many as look well.
  public package(set) var grid: GridShape?

  /// The settings of a new screen.
  public init() {}
}
