internal import Charts
internal import Playbacks
internal import RunModel

/// The vertical scale that runs beside each other share, so that heights can be compared.
extension RunCharts {
  /// The points of a curve in the runs beside this one, as they are drawn there.
  ///
  /// - Complexity: O(points of the runs).
  func pointsBeside(_ curve: Curve?) -> [[(x: Double, y: Double)]] {
    guard let curve else { return [] }
    return beside.flatMap { history -> [[(x: Double, y: Double)]] in
      guard let same = history.curve(beside: curve) else { return [] }
      var other = self
      (other.history, other.isChosen) = (history, false)
      let shown = CurvePoints(same, of: other)
      let raw = shown.isRawShown ? plain(shown.series?.points ?? []) : []
      return [shown.train, drawn(shown.validationSeries), raw]
    }
  }

  /// The values that the callbacks of the runs beside each other have to beat in a metric.
  func valuesToBeatBeside(_ metric: String) -> [Double] {
    if beside.isEmpty { return [] }
    return (scene.callbacks + beside.flatMap(\.callbacks)).filter {
      $0.watchesPlateau && $0.isEnabled && $0.monitor == metric
    }.compactMap(\.valueToBeat)
  }

  /// The learning rates of the runs beside this one.
  var ratesBeside: [Double] {
    beside.flatMap { history in
      inView(plain(history.learningRates.points)).map { MetricFormat.rounded(rate: $0.y) }
    }
  }
}
