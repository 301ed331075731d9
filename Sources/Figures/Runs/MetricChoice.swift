internal import BareFoundation
internal import Playbacks
internal import RunModel

/// The quantities that a figure shows, each in a chart of its own.
struct MetricChoice: Equatable {
  /// A chart.
  enum Chart: Equatable {
    case curve(Curve)
    case learningRate
  }

  /// The charts in order.
  private(set) var charts: [Chart] = []
  /// The names and patterns that match no metric.
  private(set) var unknown: [String] = []

  private static let rateNames = ["learning_rate", "learning rate", "lr"]

  /// Chooses by names and patterns, or what matters most when there are none.
  ///
  /// - Parameter patterns: Names of metrics or of their series, with `*` and `?` for what may vary.
  init(_ patterns: [String], of runs: [FigureRun]) {
    var curves: [Curve] = []
    for curve in runs.flatMap(\.history.knownCurves)
    where !curves.contains(where: { $0.title == curve.title }) {
      curves.append(curve)
    }
    guard !patterns.isEmpty else {
      charts = Self.usual(curves, runs)
      return
    }
    for pattern in patterns {
      var found = curves.filter { Self.matches($0, pattern) }.map(Chart.curve)
      if found.isEmpty, Self.hasRates(runs), Self.rateNames.contains(pattern.lowercased()) {
        found = [.learningRate]
      }
      if found.isEmpty { unknown.append(pattern) }
      charts += found.filter { !charts.contains($0) }
    }
  }

  /// The loss, the first two metrics and the learning rate.
  private static func usual(_ curves: [Curve], _ runs: [FigureRun]) -> [Chart] {
    let measured = curves.filter { curve in
      runs.contains { run in
        [curve.train, curve.validation].contains { run.series($0)?.isEmpty == false }
      }
    }
    let losses = measured.filter { $0.kind == .loss }.prefix(1)
    let metrics = measured.filter { $0.kind == .metric }.prefix(2)
    let quality = losses + metrics
    return (quality.isEmpty ? measured.prefix(3) : quality).map(Chart.curve)
      + (hasRates(runs) ? [.learningRate] : [])
  }

  private static func hasRates(_ runs: [FigureRun]) -> Bool {
    runs.contains { !$0.history.learningRates.isEmpty }
  }

  private static func matches(_ curve: Curve, _ pattern: String) -> Bool {
    [curve.title, curve.train, curve.validation].compactMap(\.self).contains {
      $0 == pattern || fnmatch(pattern, $0, 0) == 0
    }
  }
}
