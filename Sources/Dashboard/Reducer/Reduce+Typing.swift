internal import Cells
internal import Charts
internal import CommandEntry
internal import Consequences
internal import Dialogs
internal import EventLists
internal import MetricGrid
internal import RunComparison
internal import RunModel
internal import SummaryPanels

/// Typing values and commands.
extension DashboardState {
  /// Handles a key while text is typed.
  mutating func type(_ key: Key, into input: TextInput) -> [DashboardEffect] {
    var input = input
    defer {
      updatePreview()
      showTypedTheme()
    }
    switch key {
    case .character(let scalar):
      input.line.append(String(Character(scalar)))
    case .backspace, .delete:
      if input.text.isEmpty {
        mode = .normal
        return []
      }
      input.line.type(String(input.text.dropLast()))
    case .left, .right, .home, .end:
      input.line.type(input.text)
    case .control("u"):
      input.line.type("")
    case .tab where input.purpose == .command, .down where walksThroughThemes(input):
      input.line.walk(by: 1, through: commandMenu.matches(for: input.line.sought))
    case .backTab where input.purpose == .command, .up where walksThroughThemes(input):
      input.line.walk(by: -1, through: commandMenu.matches(for: input.line.sought))
    case .up where input.purpose == .eventFilter: chooseEvent(by: -1)
    case .down where input.purpose == .eventFilter: chooseEvent(by: 1)
    case .up where input.purpose == .filter: metrics.chooseRow(by: -1)
    case .down where input.purpose == .filter: metrics.chooseRow(by: 1)
    case .up where input.purpose == .summaryFilter: summaries.choose(by: -1, of: summaryNames)
    case .down where input.purpose == .summaryFilter: summaries.choose(by: 1, of: summaryNames)
    case .up where input.purpose == .runFilter: chooseRunRow(by: -1)
    case .down where input.purpose == .runFilter: chooseRunRow(by: 1)
    case .up where input.purpose == .command:
      input.line.recall(by: 1, from: commands.lines)
    case .down where input.purpose == .command:
      input.line.recall(by: -1, from: commands.lines)
    case .up, .down:
      guard case .value(let choice) = input.purpose,
        let text = text(input.text, of: choice, steppedBy: key == .up ? 1 : -1)
      else { break }
      input.line.type(text)
    case .enter where preview.refusal != nil && !input.text.isEmpty && input.purpose != .command:
      // The card says what the value must be; it can be corrected.
      return []
    case .enter:
      mode = .normal
      if case .value = input.purpose, input.line.isSelected { return [] }
      return finish(input)
    case .escape, .control("c"):
      mode = .normal
      if input.purpose == .filter {
        metrics.cancelFilter()
        focus.takeBack()
      }
      if input.purpose == .eventFilter { matchEvents("") }
      if input.purpose == .summaryFilter { summaries.filter(by: "") }
      if input.purpose == .runFilter { filterRuns(by: "") }
      return []
    case .control("z"):
      return [.suspend]
    default: break
    }
    keepTyping(input)
    return []
  }

  /// Chooses in the list above the line: the wheel walks through it, a press fills the row in, and a
  /// press on the row that the line shows runs it.
  mutating func use(_ mouse: Mouse, typing input: TextInput) -> [DashboardEffect] {
    guard mouse.action == .press else {
      let steps = mouse.action == .wheelUp ? Key.backTab : .tab
      return input.purpose == .command && mouse.action != .rightPress ? press(steps) : []
    }
    guard input.purpose == .command, let row = menuRow(at: mouse, input) else { return [] }
    let matches = commandMenu.matches(for: input.line.sought)
    var input = input
    if input.line.choose(row, of: matches) { return press(.enter) }
    keepTyping(input)
    updatePreview()
    showTypedTheme()
    return []
  }

  /// The index of the match under the mouse.
  private func menuRow(at mouse: Mouse, _ input: TextInput) -> Int? {
    if choosesTheme(input) {
      return themeList(for: input.line, .braille).row(at: mouse.column, mouse.row, in: dialogBody)
    }
    guard ValueCard(state: self, input: input, symbols: .braille) == nil else { return nil }
    return CommandMenuView(commandMenu, for: input.line, theme: theme, symbols: .braille)
      .match(at: mouse.column, mouse.row, in: dialogBody)
  }

  private mutating func keepTyping(_ input: TextInput) {
    mode = .typing(input)
    switch input.purpose {
    case .filter where input.text != metrics.pattern?.text ?? "": metrics.filter(by: input.text)
    case .eventFilter where input.text != events.filter.pattern?.text ?? "": matchEvents(input.text)
    case .summaryFilter: summaries.filter(by: input.text)
    case .runFilter where input.text != runs.filter: filterRuns(by: input.text)
    default: break
    }
  }

  /// Types pasted text; outside of typing it does nothing.
  mutating func paste(_ text: String) {
    guard case .typing(var input) = mode else {
      say("pasted text does nothing here")
      return
    }
    input.line.append(text)
    keepTyping(input)
    updatePreview()
  }

  private mutating func finish(_ input: TextInput) -> [DashboardEffect] {
    switch input.purpose {
    case .value(let choice): set(choice, to: input.text)
    case .command: run(line: input.text)
    case .filter, .eventFilter, .summaryFilter, .runFilter: []
    }
  }
}
