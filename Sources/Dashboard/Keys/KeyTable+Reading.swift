internal import Cells
internal import Configuration
internal import EventLists
internal import Playbacks
internal import RunModel

extension KeyTable {
  /// The keys while values are read, in place of those of the whole table.
  static let reading: [KeyBinding] =
    [
      KeyBinding(
        "", [.right], "←→", plain: "left/right", footer: "move", help: "move the hairline",
        .change { $0.playback?.moveHairline(by: 1) }),
      KeyBinding("", [.left], "←", .change { $0.playback?.moveHairline(by: -1) }),
      KeyBinding(
        "", [.shiftRight, .character("]")], "[ ]", footer: "by ten",
        help: "by ten steps (or Shift)",
        .change { $0.playback?.moveHairline(by: 10) }),
      KeyBinding(
        "", [.shiftLeft, .character("[")], "[", .change { $0.playback?.moveHairline(by: -10) }),
      KeyBinding(
        "", [.home], "Home", help: "to the first, the last moment",
        .change { $0.playback?.moveHairlineToEnd(false) }),
      KeyBinding("", [.end], "End", .change { $0.playback?.moveHairlineToEnd(true) }),
      KeyBinding(
        "", [.enter], "⏎", plain: "enter", footer: "go there", isAlwaysInFooter: true,
        help: "show the run at that moment", .change { $0.seekHairline() }),
      KeyBinding(
        "", [.escape, .character("c")], "esc", footer: "close", isAlwaysInFooter: true,
        help: "end reading (or c)", .change { $0.toggleReading() }),
    ] + digits

  /// A digit begins the place to read at.
  private static let digits = "0123456789".unicodeScalars.map { digit in
    let isFirst = digit == "0"
    return KeyBinding(
      "", [.character(digit)], isFirst ? "0-9" : "",
      // Times are not written as one number.
      footer: { isFirst && [.epoch, .step].contains($0.playback?.axis) ? "read at" : "" },
      help: isFirst ? "read at a number" : "",
      .change { $0.mode = .typing(TextInput(.command, text: "at \(digit)")) })
  }

  /// The row of a key in a state; nil for a key that does nothing.
  static func binding(for key: Key, in state: DashboardState) -> KeyBinding? {
    let own = focused(in: state)
    let first = state.isReading ? state.events.isCardOpen ? own + reading : reading + own : own
    if let binding = first.first(where: { $0.keys.contains(key) }) { return binding }
    let assigned = state.configuration.keys
    if let name = assigned.name(of: key) { return bindings.first { $0.name == name } }
    return binding(for: key).flatMap { assigned.replaces($0.name) ? nil : $0 }
  }
}
