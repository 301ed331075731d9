internal import Cells
internal import Charts
internal import Dialogs
internal import MetricGrid
internal import OrderedCollections
internal import Playbacks
internal import RunDisplay
internal import RunModel
internal import Themes

/// The card that says how a run ended: why, its best and last value, the weights it was left with,
/// where they are saved, and what can be done now.
struct EndCard {
  let state: DashboardState
  let symbols: Symbols

  private static let widest = 76
  private static let narrowest = 56
  private static let labels = 9

  private var theme: Theme { state.theme }
  private var history: RunHistory { state.runNow }

  /// Draws the card over the charts, or where they are too small over the whole body.
  func draw(in body: Rect, over charts: Rect?, on grid: inout CellGrid) {
    var outer = charts.flatMap { $0.width >= Self.narrowest + 4 ? $0 : nil } ?? body
    let width = min(Self.widest, outer.width - 4)
    guard width > Self.labels + 12 else { return }
    let rows = rows(width: width - 4)
    if rows.count + 2 > outer.height { outer = body }
    let box = DialogFrame.centred(Size(width, rows.count + 2), in: outer)
    let inside = DialogFrame(title: title, theme: theme, symbols: symbols).draw(in: box, on: &grid)
    // The keys stay when not all rows fit.
    let keys = keys(width - 4)
    let shown =
      rows.count > inside.height
      ? Array(rows.prefix(max(0, inside.height - keys.count))) + keys : rows
    for (index, row) in shown.enumerated() where index < inside.height {
      var x = inside.x + 1
      for (text, style) in row {
        x += grid.write(text, at: x, inside.y + index, style, limit: max(0, inside.maxX - x))
      }
    }
  }

  private var title: String {
    let trained = history.epochs.last.map { $0.epoch + 1 } ?? 0
    let planned = history.info?.epochs ?? 0
    let total = planned > 0 ? " of \(planned)" : ""
    switch history.status {
    case .ended(.completed): return "done: \(counted(trained, "epoch"))"
    case .ended(.failed): return "failed \(place(trained))\(total)"
    default: return "stopped \(place(trained))\(total)"
    }
  }

  private func place(_ trained: Int) -> String {
    trained == 0 ? "within epoch 1" : "after epoch \(trained)"
  }

  private func rows(width: Int) -> [[PanelFrame.Piece]] {
    var rows = (history.endWords?.sanitized ?? "").wrapped(to: width).map {
      [($0, theme.style(history.status.role))]
    }
    rows.append([])
    rows += values
    rows += row("weights", weights, width)
    if let saved { rows += row("saved", saved, width) }
    rows += row("folder", state.playback?.overview.origin ?? "", width)
    return rows + [[]] + keys(width)
  }

  /// The best and last value of the metric that the callbacks watch, and of the loss.
  private var values: [[PanelFrame.Piece]] {
    var curves = [state.metrics.curves.first, state.lossCurve].compactMap(\.self)
    if curves.count == 2, curves[0] == curves[1] { curves.removeLast() }
    return curves.flatMap { curve -> [[PanelFrame.Piece]] in
      guard let name = curve.judged, let last = history.epochSeries[name]?.last else { return [] }
      let short = name.sanitized.lastPart
      var row: [PanelFrame.Piece] = [
        (label(short.truncated(to: Self.labels - 1, ellipsis: symbols.ellipsis)))
      ]
      if let best = history.best(of: curve) {
        let epoch = Int(exactly: best.x.rounded()).map { "@\($0)" } ?? ""
        row.append(("best ", theme.style(.dim)))
        row.append(("\(MetricFormat.metric(best.y)) \(epoch)", theme.style(.best)))
        row.append((" \(symbols.separator) ", theme.style(.quiet)))
      }
      row.append(("last ", theme.style(.dim)))
      row.append((MetricFormat.metric(last), theme.style(.text)))
      return [row, countedBest(name)].compactMap(\.self)
    }
  }

  /// The best value as the callbacks count it, where min_delta makes it another one.
  private func countedBest(_ name: String) -> [PanelFrame.Piece]? {
    for callback in history.callbacks where callback.watchesPlateau && callback.monitor == name {
      guard let delta = history.decidingDelta(of: callback), let best = callback.best else {
        continue
      }
      let epoch = callback.bestEpoch.map { " @\($0 + 1)" } ?? ""
      return [
        label(""), ("\(MetricFormat.metric(best))\(epoch)", theme.style(.text)),
        (" counts, by min_delta \(MetricFormat.rate(delta))", theme.style(.dim)),
      ]
    }
    return nil
  }

  private var weights: String {
    if let restored = history.end?.restoredEpoch { return "of epoch \(restored + 1) restored" }
    let isTrained = !history.epochs.isEmpty || history.step > 0
    return isTrained ? "those at the end" : "those of the start"
  }

  private var saved: String? {
    history.checkpoint.map { checkpoint in
      // The folder follows below.
      let folder = (state.playback?.overview.origin ?? "") + "/"
      let path =
        checkpoint.path.hasPrefix(folder)
        ? String(checkpoint.path.dropFirst(folder.count)) : checkpoint.path
      return "\(path) (epoch \(checkpoint.epoch + 1))"
    }
  }

  private func label(_ text: String) -> PanelFrame.Piece {
    (text + String(repeating: " ", count: max(1, Self.labels - text.cellWidth)), theme.style(.dim))
  }

  private func row(_ name: String, _ text: String, _ width: Int) -> [[PanelFrame.Piece]] {
    text.sanitized.wrapped(to: width - Self.labels).enumerated().map { index, line in
      [label(index == 0 ? name : ""), (line, theme.style(.text))]
    }
  }

  /// The keys, in as many rows as they need.
  private func keys(_ width: Int) -> [[PanelFrame.Piece]] {
    var named = [("replay", "replay"), ("what-if", state.whatIf == nil ? "what if" : "recorded")]
    if let words = state.continuation?.words { named.append(("train-on", words)) }
    named += [("quit", "quit"), ("escape", "close")]
    return KeyHints.rows(
      named.map { (KeyTable.key($0.0, in: state), $0.1) }, width: width, theme: theme)
  }
}
