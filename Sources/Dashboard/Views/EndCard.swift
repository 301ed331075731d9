internal import Cells
internal import Charts
internal import Dialogs
internal import EventPanels
internal import MetricGrid
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
  /// The smallest charts over which the card lies instead of over the whole body.
  private static let leastCharts = Size(60, 9)
  private static let labels = 9
  /// The most of the last lines that a script printed.
  private static let mostPrinted = 8

  private var theme: Theme { state.theme }
  private var history: RunHistory { state.runNow }
  private var reason: StopReason? { state.endReason }
  private var recorded: [RecordedEpoch] { state.playback?.overview.recorded ?? [] }
  private var firstEpoch: Int { recorded.firstNumber }
  private var role: Theme.Role { reason.map { RunStatus.ended($0).role } ?? .text }

  /// Draws the card over the charts, or where they are too small over the whole body.
  func draw(in body: Rect, over charts: Rect?, on grid: inout CellGrid) {
    let least = Self.leastCharts
    var outer =
      charts.flatMap { $0.width >= least.width && $0.height >= least.height ? $0 : nil } ?? body
    var room = Card.room(in: outer, widest: Self.widest)
    let columns = room.width
    let facts = facts(columns)
    var keys = keys(columns)
    let wordings = wordings
    let lengths = wordings.map { $0.sanitized.wrapped(to: columns).count }
    let printed = printed(columns)
    // With a blank row between the parts.
    let blank = printed.isEmpty ? 2 : 3
    let count = (lengths.first ?? 0) + printed.count + facts.count + keys.count + blank
    if count > room.height {
      outer = body
      room.height = Card.room(in: body, widest: Self.widest).height
    }
    // The reason is whole in one of its wordings; the first keys, then the last facts give way to it.
    // A failure has only one, of any length: at least half of the rows above the keys are its own.
    let hasBrief = wordings.count > 1
    let brief = hasBrief ? lengths.prefix(2).min() ?? 2 : 2
    keys = keys.suffix(max(1, room.height - brief))
    let left = room.height - facts.count - keys.count
    let above = room.height - keys.count
    let most = max(2, left, hasBrief ? above : above / 2)
    var rows = wordings.whole(in: most, width: columns, ellipsis: symbols.ellipsis).map {
      [($0, theme.style(role))]
    }
    let shown = printed.suffix(max(0, left - rows.count - 3))
    rows += (shown.isEmpty ? [] : [[]]) + shown.map { [($0, theme.style(.dim))] }
    Card(title: (title, theme.style(.strong, .bold)), theme: theme, symbols: symbols).draw(
      rows + [[]] + facts + [[]], keys: keys, columns: columns, in: outer, on: &grid)
  }

  /// The reason in words, the longest wording first.
  private var wordings: [String] {
    let wordings = history.endWordings
    return wordings.isEmpty ? reason?.wordings ?? [] : wordings
  }

  /// The last lines that a script printed before it failed, none of them cut, without the one that the
  /// reason repeats.
  private func printed(_ columns: Int) -> [String] {
    guard history.end == nil, case .failed(let why) = reason else { return [] }
    let printed = state.output.lines.reversed().lazy.filter { $0.contains { !$0.isWhitespace } }
    var lines = Array(printed.prefix(Self.mostPrinted + 1)).reversed() as [String]
    // The reason ends with the last line.
    if let last = lines.last, why.hasSuffix(last) { lines.removeLast() }
    return Array(
      lines.suffix(Self.mostPrinted).flatMap { $0.sanitized.wrapped(to: columns) }
        .suffix(Self.mostPrinted))
  }

  private var title: String {
    let trained = history.epochs.last.map { $0.epoch + firstEpoch } ?? recorded.last?.number
    let planned = history.info?.epochs ?? 0
    let total = planned > 0 ? " of \(planned)" : ""
    switch reason {
    case .completed: return "done: \(counted(trained.map { $0 + 1 - firstEpoch } ?? 0, "epoch"))"
    case .failed: return "failed \(place(trained))\(total)"
    default: return "stopped \(place(trained))\(total)"
    }
  }

  private func place(_ trained: Int?) -> String {
    trained.map { "after epoch \($0)" } ?? "within epoch \(firstEpoch)"
  }

  private func facts(_ columns: Int) -> [Card.Row] {
    let labelled = LabelledRows(labels: Self.labels, width: columns, theme: theme)
    let cut = history.brokenOff?.cutWords(of: history.steps).map { "\($0); it does not count" }
    var rows = cut?.wrapped(to: columns).map { [($0, theme.style(.dim))] } ?? []
    rows += values(labelled)
    // The text of a script does not say which weights it kept.
    if history.end != nil { rows += labelled.text("weights", weights) }
    if let saved { rows += labelled.text("saved", saved) }
    return rows + labelled.text("folder", state.playback?.overview.origin ?? "")
  }

  /// The best and last value of the metric that the callbacks watch, and of the loss.
  private func values(_ labelled: LabelledRows) -> [Card.Row] {
    var curves = [state.metrics.curves.first, state.lossCurve].compactMap(\.self)
    if curves.count == 2, curves[0] == curves[1] { curves.removeLast() }
    let values = EndValues(
      history, firstEpoch: firstEpoch, labelled, theme: theme, symbols: symbols)
    return curves.flatMap(values.rows)
  }

  private var weights: String {
    if let restored = history.end?.restoredEpoch {
      return "of epoch \(restored + firstEpoch) restored"
    }
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
      return "\(path) (epoch \(checkpoint.epoch + firstEpoch))"
    }
  }

  /// The keys, in as many rows as they need.
  private func keys(_ width: Int) -> [Card.Row] {
    var named = [("replay", "replay"), ("what-if", state.whatIf == nil ? "what if" : "recorded")]
    if let words = state.continuation?.words { named.append(("train-on", words)) }
    named += [("quit", state.isOfTable ? "back" : "quit"), ("escape", "close")]
    return KeyHints.rows(
      named.map { (KeyTable.key($0.0, in: state), $0.1) }, width: width, theme: theme)
  }
}
