internal import CallbackPanels
internal import Cells
internal import RunModel

extension KeyTable {
  /// The keys that change callbacks, their parameters and the run.
  static let callbacks: [KeyBinding] = [
    // A footer with room for one pair of arrows keeps the first of these rows.
    KeyBinding(
      "less", [.left], "←", plain: "left", when: .rowsOrPlayback,
      .effects { $0.adjustOrSeek(by: -1) }),
    KeyBinding(
      "more", [.right], "←→", plain: "left/right",
      footer: { state in
        guard state.takesValues, ScreenLayout.fits(state.size) else { return "" }
        return state.showsRows ? "adjust" : "callbacks"
      },
      help: "smaller, larger; back, forward",
      when: .rowsOrPlayback, .effects { $0.adjustOrSeek(by: 1) }),
    KeyBinding(
      "up", [.up], "↑", plain: "up", when: .rowsOrPlayback, .change { $0.chooseRowOrChart(by: -1) }),
    KeyBinding(
      "down", [.down], "↑↓", plain: "up/down",
      footer: { $0.takesValues && $0.showsRows ? "choose" : "" },
      help: "the value or chart above, below", when: .rowsOrPlayback,
      .change { $0.chooseRowOrChart(by: 1) }),
    KeyBinding(
      "much-less", [.shiftLeft, .character("[")], "[", when: .rowsOrPlayback,
      .effects { $0.adjustOrSeek(by: -10) }),
    KeyBinding(
      "much-more", [.shiftRight, .character("]")], "[ ]", help: "large steps (or Shift, arrows)",
      when: .rowsOrPlayback, .effects { $0.adjustOrSeek(by: 10) }),
    KeyBinding(
      "type", [.enter], "⏎", plain: "enter",
      footer: { state in
        guard state.takesValues else { return state.canChooseRows ? "" : "full" }
        guard state.showsRows else { return "" }
        guard case .more = state.selection.choice else { return "type" }
        return state.selection.opened == nil ? "more" : "fewer"
      }, help: "type a value; enlarge the chart", when: .rowsOrPlayback,
      .effects { $0.typeOrEnlarge() }),
    KeyBinding(
      "learning-rate", [.character("l")], "l", footer: "rate", help: "type a learning rate",
      when: .values, .effects { $0.startTyping(.learningRate) }),
    KeyBinding(
      "reset", [.character("R")], "R", help: "start the callback over", when: .chain,
      .effects { $0.changeCallback { .reset(callback: $0) } }),
    KeyBinding(
      "switch", [.character("x")], "x", help: "switch the callback off or on", when: .values,
      .effects { $0.switchCallback() }),
    KeyBinding(
      "move-up", [.character("K")], "K J", help: "move it up, down in the chain", when: .chain,
      .effects { $0.moveCallback(by: -1) }),
    KeyBinding(
      "move-down", [.character("J")], "J", when: .chain,
      .effects { $0.moveCallback(by: 1) }),
    KeyBinding(
      "undo", [.character("u")], "u", footer: "undo", help: "undo the last change; U redo",
      when: .values,
      .effects { $0.undo() }),
    KeyBinding("redo", [.character("U")], "U", when: .values, .effects { $0.redo() }),
    KeyBinding(
      "stop", [.character("s")], "s",
      footer: { $0.waitingCommands.contains(.stop) ? "cancel stop" : "stop" },
      isAlwaysInFooter: true, help: "stop after this epoch", when: .live,
      .effects { $0.toggle(.stop, by: .stop(.afterEpoch)) }),
    // Nobody types the whole name by mistake, so only the key asks.
    KeyBinding(
      "stop-now", [.character("S")], "S", help: "stop after this batch; asks", when: .live,
      typed: .effects { $0.request(.stop(.now)) }, .change { $0.mode = .stopQuestion }),
  ]
}
