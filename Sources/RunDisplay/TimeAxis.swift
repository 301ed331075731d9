package import Charts
package import Playbacks
package import RunModel

/// The horizontal axis that all charts and the event strip share.
package struct TimeAxis {
  /// The scale.
  package let scale: AxisScale
  /// The unit.
  package let kind: RunAxis
  /// The number of the first epoch, which ends at coordinate 1.
  package let firstEpoch: Int
  /// The seconds by which local time is ahead of UTC.
  package let timeZone: Double

  /// Creates the axis of the part of a playback that is shown.
  ///
  /// - Parameter timeZone: The seconds by which local time is ahead of UTC.
  package init(_ playback: Playback, timeZone: Double = 0) {
    let shown = playback.shownRange
    let least = playback.isLogarithmic ? shown.lowerBound : shown.lowerBound + 1e-9
    let scale = AxisScale(
      shown.lowerBound, max(shown.upperBound, least), isLogarithmic: playback.isLogarithmic)
    self.init(
      scale: scale, kind: playback.axis, firstEpoch: playback.overview.recorded.firstNumber,
      timeZone)
  }

  /// The axis in a plot of a number of columns, the last ones of which stay free for the letters at the
  /// ends of curves: two, or four for many curves.
  package func leavingLetterRoom(columns: Int, curves: Int) -> TimeAxis {
    guard columns > Self.fewestWithLetters else { return self }
    let room = curves > 4 && columns > 2 * Self.fewestWithLetters ? 4 : 2
    return TimeAxis(
      scale: scale.extended(by: Double(room) / Double(columns - room - 1)), kind: kind,
      firstEpoch: firstEpoch, timeZone)
  }

  /// The fewest columns of a plot with free ones.
  private static let fewestWithLetters = 6

  private init(scale: AxisScale, kind: RunAxis, firstEpoch: Int, _ timeZone: Double) {
    self.timeZone = timeZone
    self.scale = scale
    self.kind = kind
    self.firstEpoch = firstEpoch
  }

  /// Creates the axis of all of a run.
  package init(_ history: RunHistory) {
    (kind, firstEpoch, timeZone) = (history.axis, 1, 0)
    scale = AxisScale(
      0, max(history.position, kind == .epoch ? Double(history.epochs.count) : 0, 0.1))
  }

  /// The unit behind the numbers.
  package var unit: String {
    switch kind {
    case .epoch: "epoch"
    case .step: "step"
    case .time: "time"
    case .wall: "clock"
    }
  }

  /// The words behind the numbers: the unit, and whether the axis is logarithmic.
  package var words: String { scale.isLogarithmic ? "\(unit) (log)" : unit }

  /// The decimals of seconds that distinguish the labels of a short range.
  package var decimals: Int {
    guard kind == .time else { return 0 }
    let span = scale.upper - scale.lower
    return span >= 10 ? 0 : span >= 1 ? 1 : span >= 0.1 ? 2 : 3
  }

  /// A coordinate in words, with the decimals of a position within an epoch: `epoch 4.25`.
  package func label(exactly x: Double) -> String {
    if kind == .wall { return ClockTime(x + timeZone).words(within: 0) }
    guard kind == .epoch else { return kind == .step ? "step \(label(x))" : label(x) }
    let isWhole = abs(x - x.rounded()) < 1e-6 && (x >= 0.5 || !scale.isLogarithmic)
    // A log that begins with epoch 0 has no number for what lies before.
    if isWhole { return firstEpoch == 0 && x < 0.5 ? "start" : "epoch \(label(x.rounded()))" }
    if let early = early(x, digits: 3) { return "epoch \(early)" }
    // The part of it that has passed: its end is that of epoch 0.
    if x > 0, x < 1, firstEpoch == 0 {
      return "epoch 0 at \(MetricFormat.rounded(100 * x, digits: 2)) %"
    }
    let number = x + Double(firstEpoch - 1)
    return "epoch \(MetricFormat.ticks([number, number + 0.01])[0])"
  }

  /// The label of a coordinate below the charts.
  package func label(_ x: Double) -> String {
    switch kind {
    case .epoch:
      // The start of a log that begins with epoch 0 has no number.
      early(x, digits: 2)
        ?? Int(exactly: x.rounded(.down)).map {
          $0 == 0 && firstEpoch == 0 ? "" : "\($0 + firstEpoch - 1)"
        }
        ?? "–"
    case .step: MetricFormat.count(x)
    case .time: MetricFormat.duration(x, decimals: decimals(at: x))
    case .wall: ClockTime(x + timeZone).words(within: scale.upper - scale.lower)
    }
  }

  /// A part of the first epoch, which fills much of a logarithmic axis; nil for another coordinate.
  private func early(_ x: Double, digits: Int) -> String? {
    guard kind == .epoch, scale.isLogarithmic, firstEpoch == 1, x > 0, x < 1 else { return nil }
    return MetricFormat.rounded(x, digits: digits)
  }

  /// The decimals of seconds at a coordinate.
  private func decimals(at x: Double) -> Int {
    guard scale.isLogarithmic else { return decimals }
    return x >= 1 ? 0 : x >= 0.1 ? 1 : x >= 0.01 ? 2 : 3
  }

  /// The numbered coordinates: whole epochs and steps, round times; on a logarithmic axis parts of
  /// the first epoch, too.
  ///
  /// - Parameter count: About the greatest number of them.
  package func ticks(_ count: Int) -> [Double] {
    guard kind == .time || kind == .wall else {
      let isFine = scale.isLogarithmic && kind == .epoch && firstEpoch == 1
      let ticks = scale.ticks(count, countedFrom: kind == .epoch ? firstEpoch - 1 : 0)
        .filter { $0 == $0.rounded() || isFine && $0 < 1 }
      // Logarithms begin behind the end of epoch 0.
      let hasZero =
        scale.isLogarithmic && kind == .epoch && firstEpoch == 0 && !ticks.contains(1)
        && scale.contains(1)
      return (hasZero ? [1] : []) + ticks
    }
    if let ticks = scale.durationTicks(count) { return ticks }
    let span = scale.upper - scale.lower
    let steps: [Double] = [
      0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600,
      900, 1800, 3600, 7200, 14400, 21600, 43200, 86400,
    ]
    // The labels of closer coordinates would be equal.
    let least = [1, 0.1, 0.01, 0.001][decimals]
    let step =
      steps.first { $0 >= least && span / $0 <= Double(count) }
      ?? (span / Double(count)).rounded(.up)
    // Round in local time.
    let zone = kind == .wall ? timeZone : 0
    let first = Int(((scale.lower + zone) / step).rounded(.up))
    return (first...max(first, first + count)).map { Double($0) * step - zone }
      .filter { $0 <= scale.upper }
  }
}
