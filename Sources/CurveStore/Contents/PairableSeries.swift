package import RunModel

/// A series as far as it is paired with others: its name and what the name tells.
package struct PairableSeries: Sendable {
  /// The name in the run.
  package let name: String
  /// The data it was measured on; nil when unknown.
  package let split: LogSeries.Split?
  /// The kind of quantity.
  package let role: LogSeries.Role
  /// The direction of improvement; nil when it is unknown.
  package let direction: Direction?
  /// True for a loss with values below 0, which says little about quality.
  package let isSignedLoss: Bool

  /// Creates the description of a series of a log.
  package init(name: String, _ series: LogSeries) {
    self.name = name
    (split, role, direction) = (series.split, series.role, series.direction)
    isSignedLoss = role == .loss && LogSummary(series).least ?? 0 < 0
  }

  /// Creates the description of a series of which only the name is known.
  package init(name: String) {
    let words = MetricKind(name)
    self.name = name
    (split, role, direction) = (words.split, words.role, words.direction)
    isSignedLoss = false
  }
}
