public import Cells
internal import Configuration
internal import EventLists

/// Every key of the dashboard.
///
/// Dispatch, footer, help and the command line are made from this table alone.
public enum KeyTable {
  /// The rows in groups with headings, in the order of the help.
  public static let groups: [KeyGroup] = [
    KeyGroup("the run", playback), KeyGroup("what if, several runs", comparing),
    KeyGroup("the part that is shown", axis), KeyGroup("callbacks", callbacks),
    KeyGroup("panes and charts", focus + panels), KeyGroup("this screen", screen),
  ]

  /// The rows in the order of the help.
  public static let bindings: [KeyBinding] = groups.flatMap(\.rows)

  private static let byKey: [Key: KeyBinding] = {
    var table: [Key: KeyBinding] = [:]
    for binding in bindings {
      for key in binding.keys { table[key] = binding }
    }
    return table
  }()

  /// The names that can be typed on the command line.
  public static let names: [String] = bindings.map(\.name).filter { !$0.isEmpty }

  /// The rows that work now.
  public static func bindings(in state: DashboardState) -> [KeyBinding] {
    groups(in: state).flatMap(\.rows)
  }

  /// The rows that work now, in groups.
  static func groups(in state: DashboardState) -> [KeyGroup] {
    let assigned = state.configuration.keys.keys
    let working = groups.map { group in
      let rows = group.rows.filter { $0.scope.includes(state) }
      return KeyGroup(group.heading, rows.map { assigned[$0.name].map($0.assigned) ?? $0 })
    }
    let isCardOpen = state.events.isCardOpen
    var own = [KeyGroup(isCardOpen ? "this card" : "this pane", focused(in: state))]
    if state.isReading {
      own.insert(KeyGroup("reading values", reading), at: isCardOpen ? 0 : own.count)
    }
    return own.filter { !$0.rows.isEmpty }.reduce(working) { rest, first in
      let taken = Set(first.rows.flatMap(\.keys))
      return [first]
        + rest.map { group in
          let left = group.rows.filter { $0.keys.isEmpty || !taken.isSuperset(of: $0.keys) }
          return KeyGroup(group.heading, left)
        }
    }
  }

  /// The key of a row of a name, as the person has assigned it.
  static func key(_ name: String, in state: DashboardState) -> String {
    if let own = state.configuration.keys.keys[name]?.first { return own.name }
    let label = bindings.first { $0.name == name }?.label ?? ""
    return label.split(separator: " ").first.map(String.init) ?? label
  }

  /// The row of a key; nil for a key that does nothing.
  public static func binding(for key: Key) -> KeyBinding? { byKey[key] }

  /// The row of a name, or of the beginning of one that no other name has.
  static func binding(named name: String) -> KeyBinding? {
    if let exact = bindings.first(where: { $0.name == name }) { return exact }
    let matching = bindings.filter { $0.name.hasPrefix(name) }
    return matching.count == 1 ? matching[0] : nil
  }

  /// The keys of the screen itself.
  private static let screen: [KeyBinding] = [
    KeyBinding(
      "command", [.character(":")], ":", footer: "command", help: "type a command or a value",
      .change { $0.mode = .typing(TextInput(.command)) }),
    KeyBinding(
      "acknowledge", [.character("A")], "A", .change { $0.acknowledgeAlarms() }),
    KeyBinding(
      "help", [.character("?"), .function(1)], "?", footer: "help", isAlwaysInFooter: true,
      help: "this list of keys (or F1)", .change { $0.mode = .help }),
    KeyBinding(
      "quit", [.character("q"), .control("c")], "q", footer: { $0.isOfTable ? "back" : "quit" },
      isAlwaysInFooter: true,
      help: "leave (or ^C)", .effects { $0.quit() }),
    KeyBinding(
      "suspend", [.control("z")], "^Z", help: "to the shell; fg comes back",
      .effects { _ in [.suspend] }),
    KeyBinding(
      "escape", [.escape], "esc", help: "close what is open; A hides an alarm",
      .change {
        if $0.closeFocus() { return }
        ($0.events.cursor, $0.events.offset) = (nil, 0)
        $0.message = nil
      }),
  ]
}
