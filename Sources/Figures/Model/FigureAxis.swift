package import Charts
package import RunModel

/// The horizontal axis of a figure.
package struct FigureAxis: Equatable, Sendable {
  /// The unit.
  package var kind: RunAxis
  /// The range.
  package var scale: AxisScale
  /// The number of the first epoch, which ends at x 1.
  package var firstEpoch: Int

  /// Creates an axis; a range without length is widened.
  ///
  /// - Parameter isLogarithmic: True for a logarithmic axis, which needs a range above 0.
  package init(
    _ kind: RunAxis, _ range: ClosedRange<Double>, firstEpoch: Int = 1, isLogarithmic: Bool = false
  ) {
    self.kind = kind
    self.firstEpoch = firstEpoch
    let least = isLogarithmic ? range.lowerBound : range.lowerBound + 1e-9
    scale = AxisScale(
      range.lowerBound, max(range.upperBound, least), isLogarithmic: isLogarithmic)
  }

  /// The words below the axis.
  package var title: String {
    let unit =
      switch kind {
      case .epoch: "epoch"
      case .step: "step"
      case .time: "time"
      case .wall: "time (UTC)"
      }
    return scale.isLogarithmic ? "\(unit) (log)" : unit
  }

  /// The labelled coordinates, ascending, with their labels.
  ///
  /// - Parameter count: The greatest number of labels, at least 2.
  package func ticks(_ count: Int) -> [(x: Double, label: String)] {
    switch kind {
    case .time, .wall: return times(count)
    case .step: return whole(count, shift: 0).map { ($0, MetricFormat.count($0)) }
    case .epoch:
      let shift = Double(firstEpoch - 1)
      return whole(count, shift: shift).map { x in
        (
          x,
          scale.isLogarithmic && x < 1 && shift == 0
            ? MetricFormat.rounded(x, digits: 2) : MetricFormat.count(x + shift)
        )
      }
    }
  }

  /// Coordinates whose numbers are whole and round; fractions only where no two whole ones fit.
  private func whole(_ count: Int, shift: Double) -> [Double] {
    // The start of a run that begins with epoch 0 has no number.
    let least = kind == .epoch && firstEpoch == 0 ? 0 : -Double.infinity
    let isFine = scale.isLogarithmic && kind == .epoch && shift == 0
    return scale.ticks(count, countedFrom: Int(shift)).filter {
      $0 == $0.rounded() && $0 + shift >= least || isFine && $0 < 1
    }
  }

  /// Round times: seconds, minutes, hours or days.
  private func times(_ count: Int) -> [(x: Double, label: String)] {
    if let ticks = scale.durationTicks(count) {
      return ticks.map { ($0, MetricFormat.duration($0, decimals: $0 < 1 ? 3 : 0)) }
    }
    let span = scale.upper - scale.lower
    let steps: [Double] = [
      0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400,
      21_600, 43_200, 86_400, 172_800, 432_000, 864_000,
    ]
    let step = steps.first { span / $0 <= Double(count) } ?? span / Double(count)
    let first = (scale.lower / step).rounded(.up)
    return (0...count).map { (first + Double($0)) * step }
      .filter { $0 <= scale.upper + step * 1e-9 }
      .map { x in
        (
          x,
          kind == .wall
            ? ClockTime(x).words(within: span)
            : MetricFormat.duration(x, decimals: step < 1 ? 1 : 0)
        )
      }
  }
}
