internal import Cells
internal import Charts
internal import CommandEntry
internal import Dialogs
internal import RunDisplay

/// Searching the keys and commands.
extension DashboardState {
  /// Scrolls the list of keys where it is longer than the screen.
  ///
  /// - Returns: False for a key that does not scroll it.
  mutating func scrollHelp(_ key: Key) -> Bool {
    let body = ScreenLayout(state: self, size: size).body
    let overflow = keyList(.braille).overflow(in: body)
    guard overflow > 0, let rows = [.down: 1, .up: -1, .pageDown: 10, .pageUp: -10][key] else {
      return false
    }
    helpRow = max(0, min(overflow, helpRow + rows))
    return true
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
    switch key {
    case .character(let scalar): mode = .helpSearch(text + String(Character(scalar)))
    case .backspace, .delete:
      mode = text.isEmpty ? .help : .helpSearch(String(text.dropLast()))
    case .control("u"): mode = .helpSearch("")
    case .escape, .enter, .control("c"): mode = .normal
    case .control("z"): return [.suspend]
    default: break
    }
    return []
  }

  /// The keys and commands whose name, key or help contain every word of a text.
  func helpTopics(matching text: String) -> [HelpTopic] {
    let keys = KeyTable.bindings(in: self).filter { !$0.help.isEmpty }.map {
      HelpTopic($0.label, plain: $0.plainLabel, help: $0.help, name: $0.name)
    }
    let names = Set(KeyTable.names)
    let commands = commandMenu.words.filter { $0.takesArgument || !names.contains($0.name) }.map {
      HelpTopic(":\($0.name) \($0.form)", help: $0.help, name: $0.name)
    }
    return (keys + commands).filter { $0.matches(text) }
  }
}
