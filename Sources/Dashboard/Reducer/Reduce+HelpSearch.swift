internal import Cells
internal import Charts
internal import CommandEntry
internal import Dialogs
internal import RunDisplay

/// Searching the keys and commands.
extension DashboardState {
  /// Scrolls the list of keys where it is longer than the screen.
  ///
  /// - Returns: False for a key that never scrolls.
  mutating func scrollHelp(_ key: Key) -> Bool {
    let body = dialogBody
    var (overflow, page) = (keyList(.braille).overflow(in: body), keyList(.braille).page(in: body))
    if case .helpSearch(let text) = mode {
      (overflow, page) = (keySearch(for: text, .braille).overflow(in: body), 10)
    }
    let steps = [
      Key.down: 1, .up: -1, .pageDown: min(10, page), .pageUp: -min(10, page), .end: overflow,
      .home: -overflow,
    ]
    guard let rows = steps[key] else { return false }
    helpRow = max(0, min(overflow, helpRow + rows))
    return true
  }

  /// The rectangle that dialogs lie over.
  var dialogBody: Rect {
    if ScreenLayout.fits(size) { return ScreenLayout(state: self, size: size).body }
    // The last row has the line that is typed.
    guard case .typing = mode else { return Rect(size) }
    return Rect(size).splitTop(max(0, size.height - 1)).top
  }

  /// The list of the keys that work now.
  func keyList(_ symbols: Symbols) -> KeyListView {
    let groups = KeyTable.groups(in: self).map { group in
      KeyListView.Group(
        group.heading, group.rows.filter { !$0.help.isEmpty }.map { ($0.label(symbols), $0.help) })
    }
    return KeyListView(
      groups.filter { !$0.rows.isEmpty },
      signs: EventSigns.all(symbols), remark: "/ searches", offset: helpRow, theme: theme,
      symbols: symbols)
  }

  /// Handles a key while the help is searched.
  mutating func search(_ key: Key, _ text: String) -> [DashboardEffect] {
    if scrollHelp(key) { return [] }
    switch key {
    case .character(let scalar): mode = .helpSearch(text + String(Character(scalar)))
    case .backspace, .delete:
      mode = text.isEmpty ? .help : .helpSearch(String(text.dropLast()))
    case .control("u"): mode = .helpSearch("")
    case .escape, .enter, .control("c"): mode = .normal
    case .control("z"): return [.suspend]
    default: break
    }
    helpRow = 0
    return []
  }

  /// The list of what a text finds.
  func keySearch(for text: String, _ symbols: Symbols) -> KeySearchView {
    KeySearchView(
      text, found: helpTopics(matching: text).map { ($0.label(symbols), $0.help) },
      others: idleTopics(matching: text, symbols), offset: helpRow, theme: theme, symbols: symbols)
  }

  /// The keys and commands whose name, key or help contain every word of a text.
  private func helpTopics(matching text: String) -> [HelpTopic] {
    let keys = KeyTable.bindings(in: self).filter { !$0.help.isEmpty }.map {
      HelpTopic($0.label, plain: $0.plainLabel, help: $0.help, name: $0.name)
    }
    let names = Set(KeyTable.names)
    let commands = commandMenu.words.filter { $0.takesArgument || !names.contains($0.name) }.map {
      HelpTopic(":\($0.name) \($0.form)", help: $0.help, name: $0.name)
    }
    return (keys + commands).filter { $0.matches(text) }
  }

  /// The keys and commands that a text names and that work at other times, with these.
  private func idleTopics(matching text: String, _ symbols: Symbols) -> [KeyListView.Row] {
    if text.isEmpty { return [] }
    let keys = KeyTable.bindings.filter { !$0.help.isEmpty && !$0.scope.includes(self) }.map {
      (HelpTopic($0.label, plain: $0.plainLabel, help: $0.help, name: $0.name), $0.scope.words)
    }
    let commands = (isLive ? [] : Self.trainingWords).map {
      (HelpTopic(":\($0.name) \($0.form)", help: $0.help, name: $0.name), KeyScope.live.words)
    }
    return (keys + commands).filter { $0.0.matches(text) }
      .map { ($0.0.label(symbols), "\($0.0.help) (\($0.1))") }
  }
}
