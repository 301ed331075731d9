internal import Charts
internal import RunModel

/// The horizontal axis that all charts and the event strip share.
struct TimeAxis {
  let scale: AxisScale
  let kind: RunAxis
  /// The number of the first epoch, which ends at coordinate 1.
  private let firstEpoch: Int

  /// Creates the axis: of a running training from 0 to a little more than now, of a playback all of
  /// it or its part.
  init(_ state: DashboardState) {
    guard let playback = state.playback else {
      self.init(state.history)
      return
    }
    let shown = playback.window ?? playback.extent
    self.init(
      scale: AxisScale(shown.lowerBound, max(shown.upperBound, shown.lowerBound + 1e-9)),
      kind: playback.axis, firstEpoch: playback.overview.recorded.firstNumber)
  }

  private init(scale: AxisScale, kind: RunAxis, firstEpoch: Int) {
    self.scale = scale
    self.kind = kind
    self.firstEpoch = firstEpoch
  }

  private init(_ history: RunHistory) {
    (kind, firstEpoch) = (.epoch, 1)
    guard history.status.isLive else {
      scale = AxisScale(0, max(history.position, Double(history.epochs.count), 0.1))
      return
    }
    let planned = Double(max(1, history.info?.epochs ?? 1))
    let wanted = max(4, history.position * 1.04)
    // Grows in steps, so that the curves do not creep with every frame.
    var power = 1.0
    while power * 10 < wanted { power *= 10 }
    let steps: [Double] = [1, 1.5, 2, 3, 4, 5, 6, 8, 10]
    let upper = steps.map { $0 * power }.first { $0 >= wanted } ?? wanted
    scale = AxisScale(0, min(upper, max(planned, history.position)))
  }

  /// The unit behind the numbers.
  var unit: String {
    switch kind {
    case .epoch: "epoch"
    case .step: "step"
    case .time: "time"
    }
  }

  /// The decimals of seconds that distinguish the labels of a short range.
  var decimals: Int {
    guard kind == .time else { return 0 }
    let span = scale.upper - scale.lower
    return span >= 10 ? 0 : span >= 1 ? 1 : span >= 0.1 ? 2 : 3
  }

  /// The label of a coordinate below the charts.
  func label(_ x: Double) -> String {
    switch kind {
    case .epoch:
      // The start of a log that begins with epoch 0 has no number.
      Int(exactly: x.rounded(.down)).map {
        $0 == 0 && firstEpoch == 0 ? "" : "\($0 + firstEpoch - 1)"
      }
        ?? "–"
    case .step: MetricFormat.count(x)
    case .time: MetricFormat.duration(x, decimals: decimals)
    }
  }
}
