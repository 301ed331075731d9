internal import Cells
internal import RunComparison

extension KeyTable {
  /// The keys of the table of runs.
  static let runs: [KeyBinding] = [
    KeyBinding(
      "", [.down], "↑↓", plain: "up/down", footer: "run", help: "the run above, below",
      .change { $0.chooseRunRow(by: 1) }),
    KeyBinding("", [.up], "↑", plain: "up", .change { $0.chooseRunRow(by: -1) }),
    KeyBinding(
      "", [.pageDown], "PgDn", help: "runs further down", .change { $0.chooseRunRow(by: 10) }),
    KeyBinding(
      "", [.pageUp], "PgUp", help: "runs further up", .change { $0.chooseRunRow(by: -10) }),
    KeyBinding(
      "", [.character(" ")], "space", footer: "hide", help: "hide the run, or show it",
      .change { $0.toggleRun() }),
    KeyBinding(
      "", [.character("s")], "s S", footer: "sort", help: "sort by the next column, reverse",
      .change { $0.runs.sortDifferently() }),
    KeyBinding("", [.character("S")], "S", .change { $0.runs.reverse() }),
    KeyBinding(
      "", [.character("/")], "/", footer: "find", help: "find runs: text, *, regex, lr<0.01",
      .change { $0.startRunFilter() }),
  ]
}
