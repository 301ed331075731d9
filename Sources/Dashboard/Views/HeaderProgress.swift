internal import Cells
internal import Charts
internal import OrderedCollections
internal import Playbacks
internal import RunDisplay
internal import RunModel
internal import Themes

/// The progress of the run or of its playback: the epoch, a bar, and facts such as speed and times.
struct HeaderProgress {
  private var row: ProgressRow
  private let theme: Theme

  /// Creates the progress; nil while nothing is known of the run.
  init?(_ state: DashboardState, _ standing: HeaderStanding) {
    theme = state.theme
    row = ProgressRow(standing.role, theme: theme)
    if let playback = state.playback, state.isPlayingBack {
      if state.isWaiting { return nil }
      describe(playback, state.history, at: state.now)
      // The badge says it.
      if playback.isLookingBack { row.position = [] }
    } else if let info = state.history.info {
      describe(state.history, info, at: state.now)
    } else {
      return nil
    }
  }

  /// The progress within the epoch of a run that is being trained.
  private mutating func describe(_ history: RunHistory, _ info: RunInfo, at now: Double) {
    row.position = epoch(Self.shownEpoch(history), of: info.epochs)
    if history.steps > 0 { row.fraction = Double(history.step) / Double(history.steps) }
    let steps =
      history.steps == 0
      ? "step \(history.step)"
      : "\(history.step)/\(history.steps)".leftPadded(to: 2 * "\(history.steps)".count + 1)
    row.facts = [(steps, theme.style(.text))]
    let elapsed = history.elapsed(at: now)
    addRest(history.remaining(elapsed: elapsed))
    row.leastFacts = row.facts.count
    row.facts.append(("\(MetricFormat.duration(elapsed)) elapsed", theme.style(.dim)))
    if let speed = history.samplesPerSecond {
      row.facts.append(
        ("\(MetricFormat.count(speed)) \(info.speedUnit.sanitized)", theme.style(.dim)))
    }
    // The bar is the epoch's, so the whole run has a number.
    if history.status.isLive, info.epochs > 0, history.epochsDone > 0 {
      let percent = Int(min(1, history.epochsDone / Double(info.epochs)) * 100)
      row.facts.append(("\(percent)% of the run", theme.style(.dim)))
    }
  }

  /// Adds the seconds that are left; nil when they are unknown.
  private mutating func addRest(_ seconds: Double?) {
    guard let seconds else { return }
    row.facts.append(("\(MetricFormat.duration(seconds)) left", theme.style(.text)))
  }

  /// The progress of a log that grows towards a number of epochs.
  private mutating func describeGrowth(of overview: RunOverview, at now: Double) {
    guard let growth = overview.growth(at: now) else { return }
    row.fraction = growth.fraction
    addRest(growth.left)
    row.leastFacts = row.facts.count
    guard let elapsed = growth.elapsed else { return }
    row.facts.append(("\(MetricFormat.duration(elapsed)) elapsed", theme.style(.dim)))
  }

  /// The number of the epoch in progress; after the end that of the last epoch, even when it was
  /// cut short.
  private static func shownEpoch(_ history: RunHistory) -> Int {
    if history.status.isLive || history.brokenOff != nil { return history.epoch + 1 }
    return max(history.end?.epochs ?? 0, history.epochs.count)
  }

  /// The moment of a recording that is shown.
  private mutating func describe(
    _ playback: Playback, _ history: RunHistory, at now: Double
  ) {
    let overview = playback.overview
    let shown = ShownPosition(playback, history)
    row.position = [
      (shown.unit.isEmpty ? "" : shown.unit + " ", theme.style(.dim)),
      (shown.value, theme.style(.strong)), (shown.end, theme.style(.dim)),
    ]
    // The clocks of a log that was put together tell no length.
    if overview.isTimed, overview.length < 1e9 {
      let end = MetricFormat.duration(overview.length, decimals: overview.decimals)
      let moment = MetricFormat.duration(playback.position, decimals: overview.decimals)
      row.facts.append((playback.isAtEnd ? end : "\(moment)/\(end)", theme.style(.text)))
    }
    // At the end the bar of a moment would be full.
    guard playback.isPlaying || !playback.isAtEnd else {
      return describeGrowth(of: overview, at: now)
    }
    row.facts.append((playback.speed.text, theme.style(.dim)))
    // Of a log that grows, its part says nothing of the run's.
    if overview.isLive, !playback.isPlaying { return }
    row.fraction = overview.length > 0 ? playback.position / overview.length : 1
  }

  private func epoch(_ number: Int, of last: Int) -> [PanelFrame.Piece] {
    [
      ("epoch ", theme.style(.dim)), ("\(number)", theme.style(.strong)),
      (last > 0 ? "/\(last)" : "", theme.style(.dim)),
    ]
  }

  /// Draws the progress; facts that do not fit are left out.
  func draw(from start: Int, in rect: Rect, on grid: inout CellGrid, symbols: Symbols) {
    row.draw(from: start, in: rect, on: &grid, symbols: symbols)
  }
}
