/// The choices of a person about a figure.
package struct FigureOptions: Equatable, Sendable {
  /// The names or patterns of the metrics; empty for those that matter most.
  package var metrics: [String] = []
  /// The title; nil for the name of the only run.
  package var title: String?
  /// True for logarithmic vertical axes wherever all values are above 0.
  package var isLogarithmic = false
  /// The range of the vertical axes but that of the learning rate; nil for one that fits.
  package var range: ClosedRange<Double>?
  /// The part of the horizontal axis; nil for all of it.
  package var window: ClosedRange<Double>?
  /// True for a logarithmic horizontal axis, from the first x above 0.
  package var isAxisLogarithmic = false
  /// The weight of the past in a moving average, below 1; nil for the curves as they are.
  package var smoothing: Double?
  /// The colours.
  package var colors = FigureColors.light
  /// The size in pixels; nil for what the charts need.
  package var size: FigureSize?

  /// The choices when nothing is said.
  package init() {}
}
