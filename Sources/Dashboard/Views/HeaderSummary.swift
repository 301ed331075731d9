internal import Alarms
internal import Cells
internal import ChartPanels
internal import Charts
internal import Configuration
internal import Consequences
internal import EventPanels
internal import OrderedCollections
internal import Playbacks
internal import RunDisplay
internal import RunModel
internal import Themes

/// The second row: what the callbacks do next, how the run ended, or what is being waited for.
struct HeaderSummary {
  let state: DashboardState
  let symbols: Symbols
  let showsRanks: Bool

  private var theme: Theme { state.theme }
  private var history: RunHistory { state.history }

  func draw(in rect: Rect, on grid: inout CellGrid) {
    if let alarm, state.whatIf == nil { return alarm.draw(in: rect, on: &grid) }
    let (x, end) = (rect.x + 1, rect.maxX - 1)
    if state.isPlayingBack, state.isWaiting { return }
    if let whatIf = state.whatIf {
      let room = alarm == nil ? rect : rect.splitLeft(rect.width - 2).0
      let used = WhatIfLine(whatIf: whatIf, theme: theme, symbols: symbols).draw(
        in: room, on: &grid)
      alarm?.drawBriefly(in: rect.splitLeft(used - rect.x).1, on: &grid)
    } else if let playback = state.playback, state.isPlayingBack {
      if playback.arrangement == .overlaid, playback.overviews.count > 1 {
        RunLegend(scene: state.chartScene, playback: playback, symbols: symbols, list: state.runs)
          .draw(at: x, to: end, rect.y, on: &grid)
        return
      }
      let used = draw(pieces(of: playback.overview, within: rect.width - 2), in: rect, on: &grid)
      draw(remark: remark(on: playback.overview), from: used, to: end, rect.y, on: &grid)
    } else if state.isWaiting {
      // Otherwise the whole screen says what is being waited for.
      guard state.output.isShown, let reason = state.waitingFor else { return }
      draw([("waiting: \(reason.sanitized)", theme.style(.dim))], in: rect, on: &grid)
    } else if let end = ending(within: rect.width - 2) {
      draw([end], in: rect, on: &grid)
    } else if let consequence {
      let brief = pieces(of: consequence)
      let whole = fitting(brief, in: rect)
      draw(whole.isEmpty ? Array(brief.prefix(1)) : whole, in: rect, margin: 0, on: &grid)
    } else {
      let used = draw(nextSteps(within: rect.width - 1), in: rect, margin: 0, on: &grid)
      let origin = state.playback?.overview.originWords ?? ""
      let folder = history.info.map {
        (origin.isEmpty ? $0.directory ?? "" : origin, theme.style(.quiet))
      }
      draw(remark: folder, from: used, to: end, rect.y, on: &grid)
    }
  }

  /// The alarm in place of all else but a what-if; the end of the run hides it, and so does, for a
  /// moment, the consequence of a change.
  var alarm: AlarmLine? {
    guard let alarm = state.alarms.shown, state.runNow.end == nil, consequence == nil else {
      return nil
    }
    return AlarmLine(
      alarm, others: state.alarms.open.count - 1, key: KeyTable.key("acknowledge", in: state),
      history: state.runNow, theme: theme, symbols: symbols)
  }

  /// The consequence of the last change of a run that is trained, for a moment.
  private var consequence: EditConsequence? {
    let isShown = state.preview.end != nil && !state.isPlayingBack && state.whatIf == nil
    return isShown ? state.preview.consequence : nil
  }

  private func pieces(of consequence: EditConsequence) -> [PanelFrame.Piece] {
    let brief = consequence.brief
    return brief.prefix(1).map { ($0.sanitized, theme.style(.strong)) }
      + brief.dropFirst().map { (" \(symbols.separator) \($0.sanitized)", theme.style(.dim)) }
  }

  private func nextSteps(within width: Int) -> [PanelFrame.Piece] {
    NextStepsLine(history: history, theme: theme, symbols: symbols).pieces(within: width)
  }

  /// The reason of the end in the longest words that fit; nil while the run has not ended.
  private func ending(within width: Int) -> PanelFrame.Piece? {
    history.endWords.map { whole in
      let words = ([whole] + history.endWordings).first { $0.sanitized.cellWidth <= width }
      return ((words ?? whole).sanitized, theme.style(history.status.role))
    }
  }

  private func pieces(of overview: RunOverview, within width: Int) -> [PanelFrame.Piece] {
    if let ending = ending(within: width) { return [ending] }
    if state.isUnfinished, !overview.isLive {
      return [
        (
          (["no process is training it", continuation(of: overview)] as [String?])
            .compactMap(\.self).joined(separator: "; ").sanitized, theme.style(.warning)
        )
      ]
    }
    let best = [(bestValue, theme.style(.text))].filter { !$0.0.isEmpty }
    var first: PanelFrame.Piece?
    if state.playback?.isAtEnd == true, let end = overview.scriptEnd, end != .completed {
      first = (end.sentence.sanitized, theme.style(RunStatus.ended(end).role))
    } else if !history.callbacks.isEmpty {
      return nextSteps(within: width)
    } else if let broken = brokenLoss(of: overview) {
      first = (broken.sanitized, theme.style(.bad, .bold))
    }
    guard let first else { return best }
    let whole = [first] + best.flatMap { [(" \(symbols.separator) ", theme.style(.quiet)), $0] }
    return whole.reduce(0) { $0 + $1.0.cellWidth } <= width ? whole : [first]
  }

  /// A sentence about a loss that is NaN or infinite at the end of the log; nil while an earlier
  /// moment is shown.
  private func brokenLoss(of overview: RunOverview) -> String? {
    guard state.playback?.isAtEnd == true, state.configuration.alarms.isNotFiniteReported else {
      return nil
    }
    return RunObservation(of: overview, now: 0).brokenLoss
  }

  /// The way to continue a run that was interrupted.
  private func continuation(of overview: RunOverview) -> String? {
    overview.isResumable
      ? history.info?.continuation("RUN") : "nothing was saved to continue it from"
  }

  /// The problem with the log, else its silence, else its origin.
  private func remark(on overview: RunOverview) -> PanelFrame.Piece {
    if let trouble = overview.trouble { return (trouble, theme.style(.warning)) }
    return (overview.quiet(at: state.now) ?? overview.originWords, theme.style(.quiet))
  }

  /// The best value so far of the curve that is shown.
  private var bestValue: String {
    state.headlineCurve.map { state.chartScene.bestValue(of: $0) } ?? ""
  }

  /// The ranks in place of the remark, where they have no row of their own; nil otherwise.
  private func ranks(within width: Int) -> [PanelFrame.Piece]? {
    guard showsRanks, !history.ranks.isEmpty, state.playback?.overview.trouble == nil
    else { return nil }
    let words = RankStripView(history, theme: theme, symbols: symbols).words(within: width)
    return words.isEmpty ? nil : words
  }

  /// The pieces up to the first that does not fit whole.
  private func fitting(_ pieces: [PanelFrame.Piece], in rect: Rect) -> [PanelFrame.Piece] {
    var x = rect.x + 1
    var kept = Array(
      pieces.prefix { piece in
        x += piece.text.cellWidth
        return x <= rect.maxX
      })
    // A separator at the end separates nothing.
    while let last = kept.last, last.text.allSatisfy({ " \(symbols.separator)".contains($0) }) {
      kept.removeLast()
    }
    return kept
  }

  /// Writes pieces, the last one cut at the margin before the end of the row.
  ///
  /// - Returns: The column behind them.
  @discardableResult
  private func draw(
    _ pieces: [PanelFrame.Piece], in rect: Rect, margin: Int = 1, on grid: inout CellGrid
  ) -> Int {
    var x = rect.x + 1
    for (text, style) in pieces {
      let room = max(0, rect.maxX - margin - x)
      x += grid.write(
        text.cutBehindWord(to: room, ellipsis: symbols.ellipsis), at: x, rect.y, style)
    }
    return x
  }

  /// Writes a remark at the end of the row if there is room for all of it.
  private func draw(
    remark: PanelFrame.Piece?, from x: Int, to end: Int, _ row: Int, on grid: inout CellGrid
  ) {
    if let ranks = ranks(within: end - x - 4) {
      var column = end - ranks.reduce(0) { $0 + $1.text.cellWidth }
      for piece in ranks { column += grid.write(piece.text, at: column, row, piece.style) }
      return
    }
    guard let remark, !remark.text.isEmpty, x + remark.text.cellWidth + 3 < end else { return }
    grid.writeTrailing(remark.text.sanitized, endingAt: end, row, remark.style)
  }
}
