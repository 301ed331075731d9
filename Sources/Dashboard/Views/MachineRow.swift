internal import Cells
internal import Charts
internal import Configuration
internal import Playbacks
internal import RunDisplay
internal import RunModel
internal import Themes

/// The row about the machine, above the footer, on screens that have room for it.
struct MachineRow {
  let state: DashboardState
  let symbols: Symbols

  /// The smallest screen with the row.
  private static let smallest = Size(100, 34)

  /// True when a screen of this size has the row.
  static func isShown(in state: DashboardState, size: Size) -> Bool {
    hasRoom(in: state, size)
      && [state.machine, state.runNow.machine].contains { $0.map(MachineStripView.isKnown) == true }
  }

  /// True when a screen of this size has the row about ranks above it.
  static func hasRanks(in state: DashboardState, size: Size) -> Bool {
    hasRoom(in: state, size) && !state.runNow.ranks.isEmpty
  }

  private static func hasRoom(in state: DashboardState, _ size: Size) -> Bool {
    state.configuration.layout.showsMachine && size.width >= smallest.width
      && size.height >= smallest.height && !state.isWaiting
  }

  func draw(in rect: Rect, on grid: inout CellGrid) {
    guard let (machine, host) = shown else { return }
    let past = machine == state.machine ? state.machinePast : []
    MachineStripView(machine, past: past, host: host, theme: state.theme, symbols: symbols)
      .draw(in: rect, on: &grid)
  }

  /// This machine at the present of a run that it trains, else what the run told of its own by the
  /// moment that is shown.
  private var shown: (machine: MachineState, host: String)? {
    if state.playback?.isAtEnd != false, let machine = state.machine,
      MachineStripView.isKnown(machine)
    {
      return (machine, "")
    }
    let host = state.machine == nil ? state.history.info?.host : nil
    return state.history.machine.map { ($0, host ?? "") }
  }
}
