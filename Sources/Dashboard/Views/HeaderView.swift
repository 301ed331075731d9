internal import Cells
internal import Charts
internal import RunModel

/// The two rows at the top: what runs and how far it is; what happens next.
struct HeaderView {
  let state: DashboardState
  let symbols: Symbols

  private var theme: Theme { state.theme }
  private var history: RunHistory { state.history }

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let row = rect.y
    let name = (state.playback?.overview.name ?? history.info?.name ?? "plateau").sanitized
      .truncated(
        to: max(8, rect.width / (state.playback == nil ? 5 : 3)), ellipsis: symbols.ellipsis)
    var x = rect.x + 1
    x += grid.write(name, at: x, row, theme.style(.strong, .bold)) + 2
    if let playback = state.playback, !state.isLive {
      PlaybackHeader(state: state, playback: playback, symbols: symbols).draw(
        from: x, in: rect, on: &grid)
      return
    }
    let status = history.status
    grid.put(status.symbol(symbols), at: x, row, theme.style(status.role))
    x += 2
    let word = state.isWaiting && state.isOnlooker ? "waiting" : status.word
    x += grid.write(word, at: x, row, theme.style(status.role, .bold)) + 2
    x += WaitingWords(state: state, symbols: symbols).draw(from: x - 1, in: rect, on: &grid)
    drawProgress(from: x, in: rect, on: &grid)
    drawSecondRow(in: rect, on: &grid)
  }

  /// Epoch, bar, steps, speed and times; from the right, what does not fit is left out.
  private func drawProgress(from start: Int, in rect: Rect, on grid: inout CellGrid) {
    guard let info = history.info else { return }
    let row = rect.y
    var x = start
    guard x + "epoch \(shownEpoch)/\(info.epochs)".count < rect.maxX else { return }
    x += grid.write("epoch ", at: x, row, theme.style(.dim))
    x += grid.write("\(shownEpoch)", at: x, row, theme.style(.strong))
    x += grid.write("/\(info.epochs)", at: x, row, theme.style(.dim)) + 1
    let elapsed = history.elapsed(at: state.now)
    var pieces: [PanelFrame.Piece] = [
      (
        "\(history.step)/\(history.steps)".leftPadded(to: 2 * "\(history.steps)".count + 1),
        theme.style(.text)
      )
    ]
    if let speed = history.samplesPerSecond {
      pieces.append(("\(MetricFormat.count(speed)) img/s", theme.style(.text)))
    }
    pieces.append(("\(MetricFormat.duration(elapsed)) elapsed", theme.style(.dim)))
    if let left = history.remaining(elapsed: elapsed) {
      pieces.append(("\(MetricFormat.duration(left)) left", theme.style(.dim)))
    }
    let room = rect.maxX - 1 - x
    let smallestBar = 8
    while pieces.count > 1, smallestBar + pieces.reduce(0, { $0 + $1.text.cellWidth + 2 }) > room {
      pieces.removeLast()
    }
    let used = pieces.reduce(0) { $0 + $1.text.cellWidth + 2 }
    let bar = min(40, room - used)
    if history.steps > 0, bar >= smallestBar {
      ProgressBar(Double(history.step) / Double(history.steps)).draw(
        at: x, row, width: bar, full: theme.style(history.status.role),
        empty: theme.style(.quiet), on: &grid, symbols: symbols)
      x += bar
    }
    for piece in pieces {
      x += grid.write(piece.text, at: x + 1, row, piece.style, limit: rect.maxX - x - 1) + 2
    }
  }

  /// Epochs count from 1; after the last one it stays there, and in one that was cut.
  private var shownEpoch: Int {
    if history.status.isLive || history.brokenOff != nil { return history.epoch + 1 }
    return max(history.end?.epochs ?? 0, history.epochs.count)
  }

  private func drawSecondRow(in rect: Rect, on grid: inout CellGrid) {
    let row = rect.y + 1
    if let whatIf = state.whatIf {
      WhatIfLine(whatIf: whatIf, theme: theme, symbols: symbols).draw(in: rect, row, on: &grid)
      return
    }
    var x = rect.x + 1
    if state.isWaiting {
      // Without text that came the whole screen says it.
      guard state.isOutputShown, let reason = state.waitingFor else { return }
      grid.write(
        "waiting: \(reason.sanitized)".truncated(to: rect.width - 2, ellipsis: symbols.ellipsis),
        at: x, row, theme.style(.dim))
      return
    }
    if let words = history.endWords {
      grid.write(
        words.sanitized.truncated(to: rect.width - 2, ellipsis: symbols.ellipsis), at: x,
        row,
        theme.style(history.status.role))
      return
    }
    for (text, style) in NextStepsLine(history: history, theme: theme, symbols: symbols).pieces {
      let width = text.cellWidth
      if x + width > rect.maxX { break }
      x += grid.write(text, at: x, row, style)
    }
    if let directory = history.info?.directory, x + directory.cellWidth + 3 < rect.maxX {
      grid.writeTrailing(directory.sanitized, endingAt: rect.maxX - 1, row, theme.style(.quiet))
    }
  }
}
