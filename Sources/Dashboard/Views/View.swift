public import Cells
public import Charts
internal import RunModel

/// Draws the whole screen.
///
/// Pure: the same state, size and symbols always give the same grid.
///
/// - Complexity: O(points of the shown curves + cells).
public func view(_ state: DashboardState, size: Size, symbols: Symbols) -> CellGrid {
  let theme = state.theme
  let ground = Style(theme.color(.text), on: theme.color(.background))
  var grid = CellGrid(size, fill: Cell(" ", ground))
  guard Layout.fits(size) else {
    SmallScreenView(state: state, symbols: symbols).draw(in: grid.bounds, on: &grid)
    if symbols.dots == .ascii { grid.keepASCII() }
    return grid
  }
  let layout = Layout(state: state, size: size)
  HeaderView(state: state, symbols: symbols).draw(in: layout.header, on: &grid)
  if state.isOutputShown, state.playback == nil, state.isWaiting {
    // Until there is a curve, the text is all there is to see.
    OutputView(state: state, symbols: symbols).draw(in: layout.body, on: &grid)
  } else if state.isWaiting {
    WaitingView(state: state, symbols: symbols).draw(in: layout.body, on: &grid)
  } else {
    drawPanels(state, layout, symbols, on: &grid)
  }
  FooterView(state: state, symbols: symbols).draw(in: layout.footer, on: &grid)
  switch state.mode {
  case .help: HelpView(state: state, symbols: symbols).draw(in: layout.body, on: &grid)
  case .stopQuestion: StopView(state: state, symbols: symbols).draw(in: layout.body, on: &grid)
  case .quitQuestion: QuitView(state: state, symbols: symbols).draw(in: layout.body, on: &grid)
  case .normal, .typing: break
  }
  if symbols.dots == .ascii { grid.keepASCII() }
  return grid
}

/// The charts and what stands beside them.
private func drawPanels(
  _ state: DashboardState, _ layout: Layout, _ symbols: Symbols, on grid: inout CellGrid
) {
  if let charts = layout.charts {
    ChartsView(state: state, symbols: symbols).draw(in: charts, on: &grid)
  }
  // Where there is no room for events, text that was asked for covers the callbacks.
  let output =
    state.isOutputShown ? layout.events ?? (state.whatIf == nil ? layout.callbacks : nil) : nil
  if let callbacks = layout.callbacks, output != callbacks {
    CallbacksView(state: state, symbols: symbols).draw(in: callbacks, on: &grid)
  }
  if let output {
    OutputView(state: state, symbols: symbols).draw(in: output, on: &grid)
  } else if let events = layout.events {
    EventsView(state: state, symbols: symbols).draw(in: events, on: &grid)
  }
  if let picture = layout.picture {
    PictureView(state: state, symbols: symbols).draw(in: picture, on: &grid)
  }
  if let classes = layout.classes {
    ClassesView(state: state, symbols: symbols).draw(in: classes, on: &grid)
  }
  if let confusion = layout.confusion {
    ConfusionView(state: state, symbols: symbols).draw(in: confusion, on: &grid)
  }
}

extension CellGrid {
  /// Replaces what a terminal without Unicode could not show: names and messages may hold anything.
  mutating func keepASCII() {
    let spellings: [Unicode.Scalar: Unicode.Scalar] = [
      "→": ">", "–": "-", "—": "-", "…": ".", "×": "x", "·": "-", Cell.continuation: "?",
    ]
    for row in 0..<size.height {
      for column in 0..<size.width where !self[column, row].scalar.isPlainASCII {
        self[column, row].scalar = spellings[self[column, row].scalar] ?? "?"
      }
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isPlainASCII: Bool { isASCII && value >= 0x20 }
}
