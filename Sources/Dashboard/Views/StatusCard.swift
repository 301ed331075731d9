internal import Alarms
internal import Cells
internal import ChartPanels
internal import Charts
internal import OrderedCollections
internal import Playbacks
internal import RunDisplay
internal import RunModel
internal import Simulation
internal import Themes

/// The screen of a terminal that is too small for panels: the run in a few rows, down to 20×5, and
/// charts where they have room.
struct StatusCard {
  let state: DashboardState
  let symbols: Symbols

  /// A row of the card.
  private struct Row {
    /// The rank when rows are scarce, 0 for the most important.
    var rank: Int
    var pieces: [PanelFrame.Piece]
  }

  /// The smallest screen with a chart.
  private static let smallestWithChart = Size(56, 9)
  /// The columns of the rows beside a chart.
  private static let width = 30
  /// The fewest columns of a chart below the card, and its fewest rows.
  private static let (narrowestWithChart, lowest) = (24, 10)

  private var theme: Theme { state.theme }
  private var history: RunHistory { state.history }

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let (body, footer) = rect.splitTop(max(0, rect.height - 1))
    FooterView(state: state, symbols: symbols).draw(in: footer, on: &grid)
    var all = rows(rect.width - 2, body.height)
    var (card, charts) = body.splitTop(body.height)
    let size = Self.smallestWithChart
    // On a high screen the rows of a card beside the charts would stay empty.
    if !state.isWaiting, rect.width >= Self.narrowestWithChart,
      rect.height >= ScreenLayout.smallest.height || rect.width < size.width,
      body.height > all.count + Self.lowest
    {
      (card, charts) = body.splitTop(all.count + 1)
    } else if !state.isWaiting, rect.width >= size.width, rect.height >= size.height {
      all = rows(Self.width - 2, body.height)
      (charts, card) = body.splitLeft(body.width - Self.width)
    }
    if !charts.isEmpty {
      ChartsView(state: state, symbols: symbols).draw(in: charts, on: &grid)
    }
    let shown = all.indices.sorted { (all[$0].rank, $0) < (all[$1].rank, $1) }
      .prefix(card.height).sorted()
    // Apart where there is room, and one after the other where there is none.
    let gap = card.height >= 2 * shown.count && card.height > 6 ? 2 : 1
    for (line, index) in shown.enumerated() {
      draw(all[index].pieces, at: card.y + line * gap, in: card, on: &grid)
    }
  }

  private func draw(
    _ pieces: [PanelFrame.Piece], at y: Int, in rect: Rect, on grid: inout CellGrid
  ) {
    var x = rect.x + 1
    for (index, piece) in pieces.enumerated() where x < rect.maxX - 1 {
      let room = rect.maxX - x
      // Pieces after the first two are extras: each is written whole or not at all.
      if index > 1, piece.text.cellWidth > room { break }
      x +=
        grid.write(
          piece.text.cutBehindWord(to: room, ellipsis: symbols.ellipsis), at: x, y, piece.style) + 1
    }
  }

  // MARK: Rows

  private func rows(_ width: Int, _ height: Int) -> [Row] {
    let (head, waiting) = (head(width), waiting)
    let others = [metric].compactMap(\.self) + next + [loss, rate, times, name].compactMap(\.self)
    let free = height - head.count - waiting.count - others.count
    return head + end(width, height - head.count) + alarm(width, max(1, free)) + waiting + others
  }

  private func head(_ width: Int) -> [Row] {
    let standing = HeaderStanding(state, symbols)
    var pieces: [PanelFrame.Piece] = [
      (String(Character(standing.sign)), theme.style(standing.role)),
      (standing.word, theme.style(standing.role, .bold)),
    ]
    if let playback = state.playback, state.isPlayingBack {
      let shown = ShownPosition(playback, history)
      pieces.append((shown.value + shown.end, theme.style(.strong)))
    } else if let info = history.info {
      let planned = info.epochs > 0 ? "/\(info.epochs)" : ""
      pieces.append(("\(history.epoch + 1)\(planned)", theme.style(.strong)))
      if history.steps > 0 {
        let share = Double(history.step) / Double(history.steps)
        pieces.append(("\(Int((100 * min(1, max(0, share))).rounded()))%", theme.style(.dim)))
      }
    }
    // The epoch has a row of its own where it has no room behind the state.
    let isLong = pieces.prefix(3).reduce(-1) { $0 + $1.text.cellWidth + 1 } > width + 1
    return (isLong ? [pieces.prefix(2), pieces.dropFirst(2)] : [pieces[...]])
      .map { Row(rank: 0, pieces: Array($0)) }.filter { !$0.pieces.isEmpty }
  }

  private func alarm(_ width: Int, _ most: Int) -> [Row] {
    guard let alarm = state.alarms.shown else { return [] }
    return [alarm.text, alarm.brief].map { "\(symbols.warning) \($0)" }
      .whole(in: most, width: width, ellipsis: symbols.ellipsis)
      .map { Row(rank: 1, pieces: [($0, theme.style(.bad, .bold))]) }
  }

  private var waiting: [Row] {
    if state.isWaiting, let reason = state.waitingFor {
      return [Row(rank: 1, pieces: [(reason.sanitized, theme.style(.dim))])]
    }
    return state.waitingCommands.map { command in
      Row(rank: 1, pieces: [(command.words(in: state.runNow), theme.style(.warning, .bold))])
    }
  }

  /// The metric by which the run is judged: its name, the last and the best value.
  private var metric: Row? {
    guard let curve = state.headlineCurve, let name = curve.judged,
      let last = (history.epochSeries[name] ?? history.stepSeries[name])?.last
    else { return nil }
    var pieces: [PanelFrame.Piece] = [
      (
        curve.title.lastPart.sanitized.truncated(to: 12, ellipsis: symbols.ellipsis),
        theme.style(.dim)
      ),
      (MetricFormat.metric(last), theme.style(.validation)),
    ]
    if let best = history.best(of: curve, in: state.playback?.window) {
      pieces.append(
        ("\(symbols.star)\(MetricFormat.metric(best.y))", theme.style(.best)))
      pieces.append(("@\(state.chartScene.axis.label(best.x))", theme.style(.dim)))
    }
    return Row(rank: 2, pieces: pieces)
  }

  /// The reason of the end, whole in the rows below the state.
  private func end(_ width: Int, _ height: Int) -> [Row] {
    history.endWordings.whole(in: height, width: width, ellipsis: symbols.ellipsis).map {
      Row(rank: 1, pieces: [($0, theme.style(history.status.role))])
    }
  }

  /// The next steps of the callbacks, or the outcome of those that are tried.
  private var next: [Row] {
    if let words = state.whatIf?.outcome.summary.shortHeadline {
      return [Row(rank: 1, pieces: [(words.sanitized, theme.style(.edit, .bold))])]
    }
    guard history.endWordings.isEmpty else { return [] }
    let pieces = NextStepsLine(history: history, theme: theme, symbols: symbols).brief
    return pieces.isEmpty ? [] : [Row(rank: 3, pieces: pieces)]
  }

  private var loss: Row? {
    guard let curve = state.lossCurve, curve.title != state.headlineCurve?.title else { return nil }
    func last(_ name: String?) -> Double? {
      name.flatMap { history.stepSeries[$0]?.last ?? history.epochSeries[$0]?.last }
    }
    var pieces: [PanelFrame.Piece] = [
      (
        curve.title.lastPart.sanitized.truncated(to: 12, ellipsis: symbols.ellipsis),
        theme.style(.dim)
      )
    ]
    if let train = last(curve.train) {
      pieces.append((MetricFormat.metric(train), theme.style(.train)))
    }
    if let validation = last(curve.validation) {
      let sign = pieces.count > 1 ? "\(symbols.point)" : ""
      pieces.append((sign + MetricFormat.metric(validation), theme.style(.validation)))
    }
    return pieces.count > 1 ? Row(rank: 4, pieces: pieces) : nil
  }

  private var rate: Row? {
    state.learningRate.map { rate in
      Row(
        rank: 5,
        pieces: [
          ("rate", theme.style(.dim)), (rate.rateWords, theme.style(.learningRate)),
        ])
    }
  }

  private var times: Row? {
    guard !state.isPlayingBack, history.info != nil else { return nil }
    let elapsed = history.elapsed(at: state.now)
    var pieces: [PanelFrame.Piece] = []
    if let left = history.remaining(elapsed: elapsed) {
      pieces.append(("\(MetricFormat.duration(left)) left", theme.style(.text)))
      pieces.append((symbols.separator, theme.style(.quiet)))
    }
    pieces.append(("\(MetricFormat.duration(elapsed)) elapsed", theme.style(.dim)))
    return Row(rank: 6, pieces: pieces)
  }

  private var name: Row? {
    let name = state.playback?.overview.name ?? history.info?.name
    return name.map { Row(rank: 7, pieces: [($0.sanitized, theme.style(.strong))]) }
  }
}
