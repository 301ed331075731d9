internal import Cells
internal import Charts
internal import OrderedCollections
internal import RunModel

/// The two rows at the top of a replay: where the playback is, and what was so then.
struct PlaybackHeader {
  let state: DashboardState
  let playback: Playback
  let symbols: Symbols

  private var theme: Theme { state.theme }
  private var history: RunHistory { state.history }

  func draw(from start: Int, in rect: Rect, on grid: inout CellGrid) {
    var x = start
    let row = rect.y
    let (sign, word, role) = standing
    grid.put(sign, at: x, row, theme.style(role))
    x += 2
    x += grid.write(word, at: x, row, theme.style(role, .bold)) + 2
    x += WaitingWords(state: state, symbols: symbols).draw(from: x - 1, in: rect, on: &grid)
    // Of what has not begun there is no place.
    if state.isWaiting { return }
    x += drawPlace(at: x, row, on: &grid) + 1
    drawBar(from: x, in: rect, on: &grid)
    drawSecondRow(in: rect, on: &grid)
  }

  /// Playing, held, or at the end as the run left it.
  private var standing: (Unicode.Scalar, String, Theme.Role) {
    if playback.isPlaying { return (symbols.play, "replay", .good) }
    if let progress = playback.overview.progress {
      return (symbols.live, "reading \(Int(progress * 100)) %", .dim)
    }
    if state.isWaiting { return (symbols.live, "waiting", .dim) }
    if playback.overview.isLive, playback.isFollowing { return (symbols.live, "following", .good) }
    if state.isUnfinished {
      return (symbols.stop, playback.overview.isLive ? "unfinished" : "interrupted", .warning)
    }
    if playback.isAtEnd { return (symbols.stop, history.status.word, history.status.role) }
    return (symbols.pause, "replay", .warning)
  }

  private func drawPlace(at start: Int, _ row: Int, on grid: inout CellGrid) -> Int {
    var x = start
    if playback.overview.epochEnds.isEmpty {
      let axis = playback.axis == .time ? "" : "\(playback.axis.rawValue) "
      let label: (Double) -> String = { [playback] place in
        playback.axis == .time
          ? MetricFormat.duration(place, decimals: playback.overview.decimals)
          : MetricFormat.count(place)
      }
      x += grid.write(axis, at: x, row, theme.style(.dim))
      x += grid.write(label(history.position), at: x, row, theme.style(.strong))
      if let end = playback.overview.extents[playback.axis]?.upperBound {
        x += grid.write("/\(label(end))", at: x, row, theme.style(.dim))
      }
    } else {
      let first = playback.overview.recorded.firstNumber
      let last = playback.overview.recorded.last?.number ?? 0
      let now = history.epochs.last.map { $0.epoch + first } ?? first - 1
      let isWithin = !playback.isAtEnd && history.status.isLive
      x += grid.write("epoch ", at: x, row, theme.style(.dim))
      x += grid.write(
        "\(max(0, min(last, isWithin ? now + 1 : now)))", at: x, row, theme.style(.strong))
      // A run of our own was meant to have more epochs than its log, when it stopped or was interrupted.
      let planned = playback.overview.whole.info?.epochs ?? 0
      let end = planned > playback.overview.recorded.count ? planned : last
      x += grid.write("/\(end)", at: x, row, theme.style(.dim))
    }
    return x - start
  }

  private func drawBar(from start: Int, in rect: Rect, on grid: inout CellGrid) {
    var pieces: [PanelFrame.Piece] = []
    if playback.overview.isTimed {
      let decimals = playback.overview.decimals
      let end = MetricFormat.duration(playback.overview.length, decimals: decimals)
      let now = MetricFormat.duration(playback.position, decimals: decimals)
      let time = playback.isAtEnd ? end : "\(now)/\(end)"
      pieces.append((time, theme.style(.text)))
    }
    if playback.isPlaying || !playback.isAtEnd {
      pieces.append((playback.speed.words, theme.style(.dim)))
    }
    let room = rect.maxX - 1 - start
    let smallest = 8
    while !pieces.isEmpty, smallest + pieces.reduce(0, { $0 + $1.text.cellWidth + 2 }) > room {
      pieces.removeLast()
    }
    var x = start
    let bar = min(40, room - pieces.reduce(0) { $0 + $1.text.cellWidth + 2 })
    // At its end there is nothing to see of where it is.
    if bar >= smallest, !playback.isAtEnd || playback.isPlaying {
      ProgressBar(playback.overview.length > 0 ? playback.position / playback.overview.length : 1)
        .draw(
          at: x, rect.y, width: bar,
          full: theme.style(standing.2), empty: theme.style(.quiet),
          on: &grid, symbols: symbols)
      x += bar
    }
    for piece in pieces {
      x += grid.write(piece.text, at: x + 1, rect.y, piece.style, limit: rect.maxX - x - 1) + 2
    }
  }

  private func drawSecondRow(in rect: Rect, on grid: inout CellGrid) {
    let row = rect.y + 1
    if let whatIf = state.whatIf {
      WhatIfLine(whatIf: whatIf, theme: theme, symbols: symbols).draw(in: rect, row, on: &grid)
      return
    }
    var x = rect.x + 1
    let end = rect.maxX - 1
    if playback.arrangement == .overlaid, playback.overviews.count > 1 {
      RunLegend(state: state, playback: playback, symbols: symbols).draw(
        at: x, to: end, row, on: &grid)
      return
    }
    var pieces: [PanelFrame.Piece] = []
    if let words = history.endWords {
      pieces = [(words.sanitized, theme.style(history.status.role))]
    } else if state.isUnfinished, !playback.overview.isLive {
      pieces = [
        (
          "no process is training it; continue with plateau train RUN --resume",
          theme.style(.warning)
        )
      ]
    } else if history.callbacks.isEmpty {
      pieces = [(bestWords, theme.style(.text))]
    } else {
      pieces = NextStepsLine(history: history, theme: theme, symbols: symbols).pieces
    }
    for (text, style) in pieces {
      x += grid.write(
        text.truncated(to: max(0, end - x), ellipsis: symbols.ellipsis), at: x, row, style)
    }
    let trouble = playback.overview.trouble
    let origin = trouble ?? playback.overview.quiet(at: state.now) ?? playback.overview.origin
    if !origin.isEmpty, x + origin.cellWidth + 3 < end {
      grid.writeTrailing(
        origin.sanitized, endingAt: end, row, theme.style(trouble == nil ? .quiet : .warning))
    }
  }

  /// The best value so far, of the curve that is shown.
  private var bestWords: String {
    guard let curve = state.shownCurve, let best = history.best(of: curve) else { return "" }
    let place = TimeAxis(state).label(best.x)
    return
      "best \(curve.title.sanitized) \(MetricFormat.metric(best.y)) at \(playback.axis.rawValue) \(place)"
  }
}
