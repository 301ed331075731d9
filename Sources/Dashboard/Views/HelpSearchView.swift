internal import Cells
internal import Charts
internal import RunDisplay
internal import Themes

/// The keys and commands that a searched text names, over the body of the screen.
struct HelpSearchView {
  let state: DashboardState
  let text: String
  let symbols: Symbols

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let theme = state.theme
    let topics = state.helpTopics(matching: text)
    let labels = topics.map { symbols.dots == .ascii ? $0.plainLabel : $0.label }
    let column = min(rect.width / 2, (labels.map(\.cellWidth).max() ?? 0) + 2)
    let box = DialogFrame.centred(Size(min(rect.width, 76), rect.height), in: rect)
    let inside = DialogFrame(title: "keys and commands", theme: theme, symbols: symbols)
      .draw(in: box, on: &grid)
    var x = inside.x + 1
    x += grid.write("/", at: x, inside.y, theme.style(.edit, .bold))
    x += grid.write(
      text.sanitized, at: x, inside.y, theme.style(.strong), limit: max(0, inside.width - 4))
    grid.put(" ", at: x, inside.y, theme.style(.strong, .reverse))
    let room = max(0, inside.height - 2)
    let shown = topics.count > room ? room - 1 : topics.count
    for (row, (label, topic)) in zip(labels, topics).prefix(max(0, shown)).enumerated() {
      let y = inside.y + 2 + row
      grid.write(
        label.truncated(to: column - 1, ellipsis: symbols.ellipsis), at: inside.x + 1, y,
        theme.style(.strong, .bold))
      grid.write(
        topic.help.truncated(to: max(0, inside.width - column - 2), ellipsis: symbols.ellipsis),
        at: inside.x + 1 + column, y, theme.style(.text))
    }
    if topics.isEmpty {
      grid.write("nothing found", at: inside.x + 1, inside.y + 2, theme.style(.dim))
    } else if shown < topics.count {
      grid.write(
        "\(topics.count - shown) more", at: inside.x + 1, inside.maxY - 1, theme.style(.dim))
    }
  }
}
