internal import Cells
internal import Charts
internal import RunDisplay
internal import RunModel
internal import Themes

/// All rows of the callbacks panel.
struct CallbackLines {
  let scene: CallbackScene
  let symbols: Symbols

  private var theme: Theme { scene.theme }

  /// True when long words about a callback take several rows.
  var isRoomy = true

  func all(width: Int) -> [CallbackLine] {
    var lines = [rateLine(width)]
    for callback in scene.callbacks {
      var rows = rows(of: callback, width)
      if rows.isEmpty { continue }
      rows[0].isHead = true
      for index in rows.indices { rows[index].callback = callback.id }
      if callback.watchesPlateau, lines.count > 1 { lines.append(CallbackLine(weight: 0)) }
      lines += rows
    }
    return lines
  }

  private func rateLine(_ width: Int) -> CallbackLine {
    let rate = scene.learningRate.map(\.rateWords) ?? "–"
    let right = value(rate, of: .learningRate, theme.style(.learningRate))
    var left: [PanelFrame.Piece] = [("learning rate", theme.style(.text))]
    if scene.isRateAssumed { left.append((", assumed", theme.style(.dim))) }
    // A rate set by hand hides what the schedule gave.
    if !scene.isWhatIf, let scheduled = scene.history.scheduledRate,
      scene.history.isOffSchedule
    {
      let owner = scene.history.info?.isOurs == false ? "script" : "schedule"
      left.append(("  \(owner) \(scheduled.rateWords)", theme.style(.dim)))
      if (left + right).reduce(3, { $0 + $1.text.cellWidth }) > width { left[0].text = "rate" }
    }
    var line = CallbackLine(
      left: left, right: right, isChosen: scene.hasChoice && scene.choice == .learningRate)
    line.choice = .learningRate
    return line
  }

  private func rows(of callback: CallbackState, _ width: Int) -> [CallbackLine] {
    if callback.watchesPlateau { return patienceRows(of: callback, width) }
    guard callback.summary != nil || !callback.fields.isEmpty else { return [] }
    var line = CallbackLine(
      left: [(name(of: callback), theme.style(callback.isEnabled ? .text : .quiet))])
    let rows = summaryRows(of: callback, width)
    line.left.append((rows[0], theme.style(.dim)))
    line.weight = 2
    let more = rows.dropFirst().map {
      CallbackLine(indent: 3, left: [($0, theme.style(.dim))], weight: 2)
    }
    return [line] + more + fieldRows(of: callback)
  }

  private func name(of callback: CallbackState) -> String {
    callback.name.sanitized + (callback.isEnabled ? "  " : "  off  ")
  }

  /// A callback's words about its state, the first row behind its name.
  private func summaryRows(of callback: CallbackState, _ width: Int) -> [String] {
    let words = CallbackSummary(callback.summary ?? "")
    let first = width - 2 - name(of: callback).cellWidth
    guard isRoomy else { return [words.fitting(first, ellipsis: symbols.ellipsis)] }
    return words.rows(first: first, rest: width - 4, ellipsis: symbols.ellipsis)
  }

  private func patienceRows(of callback: CallbackState, _ width: Int) -> [CallbackLine] {
    let arrow = callback.direction == .min ? symbols.direction.down : symbols.direction.up
    let direction = callback.direction == nil ? "" : " \(arrow)"
    let title = CallbackLine(
      left: [
        callback.isEnabled
          ? (callback.name.sanitized, theme.style(.strong, .bold))
          : (callback.name.sanitized + "  off", theme.style(.quiet))
      ],
      right: [
        (callback.monitor?.sanitized ?? "", theme.style(.dim)), (direction, theme.style(.dim)),
      ],
      isTitle: true)
    let summary = callback.summary.map { words in
      CallbackLine(
        indent: 3,
        left: [
          (CallbackSummary(words).fitting(width - 4, ellipsis: symbols.ellipsis), theme.style(.dim))
        ],
        weight: 1)
    }
    return [title, waitRow(of: callback)]
      + [bestRow(of: callback, width), nextRow(of: callback), summary].compactMap(\.self)
      + fieldRows(of: callback)
  }

  private func waitRow(of callback: CallbackState) -> CallbackLine {
    if scene.history.isAtFloor(callback) {
      // It goes on counting, but nothing follows from it.
      return CallbackLine(
        indent: 3, left: [("rate at its floor", theme.style(.text))], right: cooldown(of: callback))
    }
    let (wait, patience) = (callback.wait ?? 0, callback.patience ?? 0)
    let left = callback.unitsLeft ?? patience
    let role: Theme.Role =
      callback.hasStopped
      ? .bad : left <= 1 && wait > 0 ? .bad : left * 2 <= patience ? .warning : .good
    return CallbackLine(
      indent: 3, left: [("wait ", theme.style(.dim))],
      gauge: Gauge(wait, of: max(1, patience)), gaugeStyle: theme.style(role),
      afterGauge: [
        (" \(wait)/\(patience)", theme.style(wait > 0 ? role : .text)),
        (callback.unit.map { " " + $0.sanitized } ?? "", theme.style(.dim)),
      ],
      right: callback.hasStopped
        ? [("stopped", theme.style(.bad, .bold))]
        : cooldown(of: callback))
  }

  private func cooldown(of callback: CallbackState) -> [PanelFrame.Piece] {
    guard let cooldown = callback.cooldown, cooldown > 0 else { return [] }
    let counter = callback.cooldownCounter ?? 0
    return [("cooldown \(counter)/\(cooldown)", theme.style(counter > 0 ? .warning : .dim))]
  }

  private func bestRow(of callback: CallbackState, _ width: Int) -> CallbackLine? {
    guard let best = callback.best else { return nil }
    let epoch = callback.bestEpoch.map { " @\($0 + scene.firstEpoch)" } ?? ""
    var line = CallbackLine(
      indent: 3,
      left: [
        ("best ", theme.style(.dim)), (MetricFormat.metric(best), theme.style(.best)),
        (epoch, theme.style(.dim)),
      ],
      weight: callback.isReducing ? 1 : 3)
    // Without min_delta the value to beat is the best value.
    if let beat = callback.valueToBeat, beat != best {
      line.right = [
        ("to beat ", theme.style(.dim)), (MetricFormat.metric(beat), theme.style(.text)),
      ]
    }
    func fits(_ left: [PanelFrame.Piece]) -> Bool {
      (left + line.right).reduce(line.indent + 2) { $0 + $1.text.cellWidth } <= width
    }
    if let delta = scene.history.decidingDelta(of: callback) {
      // The reason for the value to beat is more important than the epoch.
      let reason = [(", min_delta \(delta.rateWords)", theme.style(.dim))]
      let short = Array(line.left.prefix(2))
      line.left = [line.left + reason, short + reason].first(where: fits) ?? line.left
    }
    if !line.right.isEmpty, !fits(line.left) { line.right[0].text = "beat " }
    return line
  }

  private func nextRow(of callback: CallbackState) -> CallbackLine? {
    guard callback.isReducing else { return nil }
    var line = CallbackLine(indent: 3, left: [("next rate ", theme.style(.dim))], weight: 3)
    if let next = callback.nextLearningRate {
      line.left.append((next.rateWords, theme.style(.learningRate)))
    } else {
      line.left.append(("none", theme.style(.dim)))
    }
    return line
  }

  /// The parameters of the chosen callback; those of others are not shown.
  private func fieldRows(of callback: CallbackState) -> [CallbackLine] {
    guard scene.hasChoice, scene.choice.callback == callback.id else { return [] }
    return scene.choices(of: callback).compactMap { choice in
      let isChosen = scene.choice == choice
      let style = theme.style(isChosen ? .strong : .dim)
      // The rows of an opened list are never left out.
      let weight = isChosen || scene.opened == callback.id ? 9 : 2
      var line = CallbackLine(indent: 3, isChosen: isChosen, weight: weight)
      line.choice = choice
      guard case .field(_, let name) = choice else {
        line.left = foldedWords(of: callback, style)
        return line
      }
      guard let field = callback.field(name) else { return nil }
      line.left = [(name, style)]
      line.right = value(text(of: field), of: choice, theme.style(.text))
      return line
    }
  }

  /// The names of the hidden parameters in one row.
  private func foldedWords(of callback: CallbackState, _ style: Style) -> [PanelFrame.Piece] {
    if scene.opened == callback.id { return [("fewer", style)] }
    let names = scene.foldedFields(of: callback).map(\.name)
    return [
      ("\(names.count) more", style), ("  " + names.joined(separator: ", "), theme.style(.quiet)),
    ]
  }

  /// The number of rows, with those of the longest list of parameters, so that the panel keeps its
  /// height when another callback is chosen.
  func count(width: Int) -> Int {
    var count = 1
    for callback in scene.callbacks {
      count += callback.rowCount + (callback.watchesPlateau && count > 1 ? 1 : 0)
      if !callback.watchesPlateau { count += summaryRows(of: callback, width).count - 1 }
    }
    return count
      + (scene.hasChoice ? scene.callbacks.map { scene.choices(of: $0).count }.max() ?? 0 : 0)
  }

  private func text(of field: Parameter) -> String {
    guard case .number(let number) = field.value else { return field.value.words }
    return number == 0 ? "0" : number.rateWords
  }

  /// A value, followed by the requested one until the trainer answers.
  private func value(_ text: String, of choice: Choice, _ style: Style) -> [PanelFrame.Piece] {
    guard let asked = scene.pending(choice) else { return [(text, style)] }
    let rate = choice == .learningRate ? asked.number.map(\.rateWords) : nil
    return [
      (text, theme.style(.dim)), (" \(symbols.arrow) ", theme.style(.dim)),
      ("\(rate ?? asked.words)\(symbols.pending)", theme.style(.edit, .bold)),
    ]
  }
}

extension CallbackState {
  /// Its rows without those of its parameters.
  fileprivate var rowCount: Int {
    guard watchesPlateau else { return summary != nil || !fields.isEmpty ? 1 : 0 }
    return 2 + [best != nil, isReducing, summary != nil].count { $0 }
  }
}
