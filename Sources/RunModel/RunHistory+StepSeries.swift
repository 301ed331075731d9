internal import OrderedCollections

extension RunHistory {
  /// The history without its metrics within epochs.
  package var withoutStepSeries: RunHistory {
    var history = self
    history.stepSeries = [:]
    return history
  }

  /// Takes over the metrics within epochs of a later moment, up to an x.
  ///
  /// - Parameter withRates: True when the learning rate was told with the steps.
  /// - Complexity: O(points).
  package mutating func takeStepSeries(
    of later: RunHistory, upTo x: Double, withRates: Bool = false
  ) {
    if withRates {
      let end = max(x, learningRates.lastPoint?.x ?? x)
      learningRates = later.learningRates
      learningRates.cut(after: end)
      (scheduledRates, departures) = (later.scheduledRates, later.departures)
      cutSchedule(after: end)
      // The reports of steps behind a moment are kept without it.
      scheduledRate = departures.last?.upperBound == .infinity ? scheduledRates.last : nil
    }
    lost = Array(later.lost.prefix(lost.count))
    stepSeries = [:]
    for (name, series) in later.stepSeries {
      var series = series
      series.cut(after: x)
      // A metric that begins later has no curve yet.
      if !series.isEmpty { stepSeries[name] = series }
    }
  }
}
