internal import Cells
internal import Charts
internal import OrderedCollections
internal import Playbacks
internal import RunDisplay
internal import RunModel
internal import Themes

/// The progress of the run or of its playback: the epoch, a bar, and facts such as speed and times.
struct HeaderProgress {
  /// The position: `epoch 12/40`.
  private var position: [PanelFrame.Piece]
  /// The filled part of the bar, 0 … 1; nil for no bar.
  private var fraction: Double?
  /// The facts behind the bar, the most important first; the last are left out where there is no
  /// room.
  private var facts: [PanelFrame.Piece]
  /// The number of facts that are never left out.
  private var leastFacts: Int
  private let role: Theme.Role
  private let theme: Theme

  private static let smallestBar = 8
  private static let largestBar = 40

  /// Creates the progress; nil while nothing is known of the run.
  init?(_ state: DashboardState, _ standing: HeaderStanding) {
    theme = state.theme
    role = standing.role
    (position, fraction, facts, leastFacts) = ([], nil, [], 0)
    if let playback = state.playback, state.isPlayingBack {
      if state.isWaiting { return nil }
      describe(playback, state.history)
      // The badge says it.
      if state.isLookingBack { position = [] }
    } else if let info = state.history.info {
      describe(state.history, info, at: state.now)
    } else {
      return nil
    }
  }

  /// The progress within the epoch of a run that is being trained.
  private mutating func describe(_ history: RunHistory, _ info: RunInfo, at now: Double) {
    position = epoch(Self.shownEpoch(history), of: info.epochs)
    if history.steps > 0 { fraction = Double(history.step) / Double(history.steps) }
    let steps =
      history.steps == 0
      ? "step \(history.step)"
      : "\(history.step)/\(history.steps)".leftPadded(to: 2 * "\(history.steps)".count + 1)
    facts = [(steps, theme.style(.text))]
    let elapsed = history.elapsed(at: now)
    facts.append(("\(MetricFormat.duration(elapsed)) elapsed", theme.style(.dim)))
    if let left = history.remaining(elapsed: elapsed) {
      facts.append(("\(MetricFormat.duration(left)) left", theme.style(.text)))
    }
    if let speed = history.samplesPerSecond {
      facts.append(
        ("\(MetricFormat.count(speed)) \(info.speedUnit.sanitized)", theme.style(.dim)))
    }
    // The bar is the epoch's, so the whole run has a number.
    if history.status.isLive, info.epochs > 0, history.epochsDone > 0 {
      let percent = Int(min(1, history.epochsDone / Double(info.epochs)) * 100)
      facts.append(("\(percent)% of the run", theme.style(.dim)))
    }
    leastFacts = 1
  }

  /// The number of the epoch in progress; after the end that of the last epoch, even when it was
  /// cut short.
  private static func shownEpoch(_ history: RunHistory) -> Int {
    if history.status.isLive || history.brokenOff != nil { return history.epoch + 1 }
    return max(history.end?.epochs ?? 0, history.epochs.count)
  }

  /// The moment of a recording that is shown.
  private mutating func describe(_ playback: Playback, _ history: RunHistory) {
    let overview = playback.overview
    let shown = ShownPosition(playback, history)
    position = [
      (shown.unit.isEmpty ? "" : shown.unit + " ", theme.style(.dim)),
      (shown.value, theme.style(.strong)), (shown.end, theme.style(.dim)),
    ]
    if overview.isTimed {
      let end = MetricFormat.duration(overview.length, decimals: overview.decimals)
      let now = MetricFormat.duration(playback.position, decimals: overview.decimals)
      facts.append((playback.isAtEnd ? end : "\(now)/\(end)", theme.style(.text)))
    }
    // At the end the bar would be full.
    guard playback.isPlaying || !playback.isAtEnd else { return }
    facts.append((playback.speed.text, theme.style(.dim)))
    fraction = overview.length > 0 ? playback.position / overview.length : 1
  }

  private func epoch(_ number: Int, of last: Int) -> [PanelFrame.Piece] {
    [
      ("epoch ", theme.style(.dim)), ("\(number)", theme.style(.strong)),
      (last > 0 ? "/\(last)" : "", theme.style(.dim)),
    ]
  }

  /// Draws the progress; facts that do not fit are left out.
  func draw(from start: Int, in rect: Rect, on grid: inout CellGrid, symbols: Symbols) {
    var x = start
    guard x + position.reduce(0, { $0 + $1.text.cellWidth }) < rect.maxX else { return }
    for piece in position { x += grid.write(piece.text, at: x, rect.y, piece.style) }
    x += 1
    var facts = facts
    let room = rect.maxX - 1 - x
    func used() -> Int { facts.reduce(0) { $0 + $1.text.cellWidth + 2 } }
    while facts.count > leastFacts, Self.smallestBar + used() > room { facts.removeLast() }
    let width = min(Self.largestBar, room - used())
    if let fraction, width >= Self.smallestBar {
      FillBar(fraction).draw(
        at: x, rect.y, width: width, full: theme.style(role), empty: theme.style(.quiet),
        on: &grid, symbols: symbols)
      x += width
    }
    for fact in facts where x + 1 + fact.text.cellWidth <= rect.maxX {
      x += grid.write(fact.text, at: x + 1, rect.y, fact.style, limit: rect.maxX - x - 1) + 2
    }
  }
}
