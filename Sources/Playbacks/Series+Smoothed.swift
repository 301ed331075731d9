internal import Charts
package import RunModel

extension Series {
  /// The debiased moving average of the curve: of a long one at the middle of each stretch, with the
  /// weight for a single value.
  ///
  /// - Parameter weight: The weight of the past, at least 0 and below 1.
  package func smoothed(by weight: Double) -> [SeriesPoint] {
    let base = means ?? points
    let isReduced = means != nil && counts.count == base.count
    let averages = Smoothing.average(
      base.map(\.y), counts: isReduced ? counts : Array(repeating: 1, count: base.count),
      after: lead.map { ($0.mean, $0.count) }, weight: weight)
    return zip(base, averages).map { SeriesPoint(x: $0.x, y: $1) }
  }

  /// The number of values of the past that a moving average still shows.
  ///
  /// - Parameter weight: The weight of the past, at least 0 and below 1.
  package static func memory(of weight: Double) -> Int { Int(6 / (1 - weight)) }
}
