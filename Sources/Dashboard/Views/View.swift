public import Cells
public import Charts
internal import CommandEntry
internal import Dialogs
internal import EventLists
internal import EventPanels
internal import Playbacks
internal import RunDisplay
internal import RunModel
internal import Themes

/// Draws the whole screen.
///
/// Pure: the same state, size and symbols always produce the same grid.
///
/// - Complexity: O(points of the shown curves + cells).
public func view(_ state: DashboardState, size: Size, symbols: Symbols) -> CellGrid {
  let theme = state.theme
  let ground = Style(theme.color(.text), on: theme.color(.background))
  var grid = CellGrid(size, fill: Cell(" ", ground))
  guard ScreenLayout.fits(size) else {
    StatusCard(state: state, symbols: symbols).draw(in: grid.bounds, on: &grid)
    // The last row has the line that is typed.
    var body = grid.bounds
    if case .typing = state.mode { body = body.splitTop(max(0, size.height - 1)).top }
    drawDialog(state, in: body, over: nil, symbols, on: &grid)
    if symbols.dots == .ascii { grid.keepASCII() }
    return grid
  }
  let layout = ScreenLayout(state: state, size: size)
  HeaderView(state: state, symbols: symbols, showsRanks: layout.ranks == nil).draw(
    in: layout.header, on: &grid)
  if state.output.isShown, state.playback == nil, state.isWaiting {
    // Until there is a curve, the text is all there is to see.
    OutputView(state: state, symbols: symbols).draw(in: layout.body, on: &grid)
  } else if state.isWaiting {
    WaitingView(state: state, symbols: symbols).draw(in: layout.body, on: &grid)
  } else {
    for (panel, rect) in layout.panels {
      panel.view.init(state: state, symbols: symbols).draw(in: rect, on: &grid)
      if state.isFocused(panel), panel != .charts {
        FocusMark(theme: state.theme, symbols: symbols).draw(
          around: rect, isColored: true, on: &grid)
      }
    }
    if layout[.events] == nil, let rect = layout[.callbacks] ?? layout[.metrics] {
      EventHeadline(scene: state.eventScene, symbols: symbols).draw(onBorderOf: rect, on: &grid)
    }
  }
  if let rect = layout.ranks {
    RankStripView(state.history, theme: theme, symbols: symbols).draw(in: rect, on: &grid)
  }
  if let rect = layout.machine {
    MachineRow(state: state, symbols: symbols).draw(in: rect, on: &grid)
  }
  FooterView(state: state, symbols: symbols).draw(in: layout.footer, on: &grid)
  drawDialog(state, in: layout.body, over: layout[.charts], symbols, on: &grid)
  if symbols.dots == .ascii { grid.keepASCII() }
  return grid
}

/// Draws the cards and what the mode of the screen puts over it.
private func drawDialog(
  _ state: DashboardState, in body: Rect, over charts: Rect?, _ symbols: Symbols,
  on grid: inout CellGrid
) {
  if state.events.isCardOpen {
    EventCard(scene: state.eventScene, symbols: symbols).draw(in: body, on: &grid)
  }
  if state.isEndCardOpen {
    EndCard(state: state, symbols: symbols).draw(in: body, over: charts, on: &grid)
  }
  switch state.mode {
  case .help: state.keyList(symbols).draw(in: body, on: &grid)
  case .helpSearch(let text): state.keySearch(for: text, symbols).draw(in: body, on: &grid)
  case .stopQuestion:
    QuestionDialog.stopping(theme: state.theme, symbols: symbols).draw(in: body, on: &grid)
  case .quitQuestion:
    QuestionDialog.quitting(isScript: state.isScript, theme: state.theme, symbols: symbols)
      .draw(in: body, on: &grid)
  case .typing(let input) where state.choosesTheme(input):
    state.themeList(for: input.line, symbols).draw(in: body, on: &grid)
  case .typing(let input):
    if let card = ValueCard(state: state, input: input, symbols: symbols) {
      card.draw(in: body, on: &grid)
    } else if input.purpose == .command {
      CommandMenuView(state.commandMenu, for: input.line, theme: state.theme, symbols: symbols)
        .draw(in: body, on: &grid)
    }
  case .normal: break
  }
}
