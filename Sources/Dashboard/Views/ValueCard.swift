internal import CallbackPanels
internal import Cells
internal import Charts
internal import Consequences
internal import Dialogs
internal import RunModel
internal import Themes

/// A card above the line in which a value or a command is typed: what the value may be, and what it
/// would do.
struct ValueCard {
  private let state: DashboardState
  private let symbols: Symbols
  private let title: String
  /// The allowed values.
  private let range: String

  /// Creates the card of what is being typed; nil where nothing can be said of it.
  init?(state: DashboardState, input: TextInput, symbols: Symbols) {
    self.state = state
    self.symbols = symbols
    switch state.typedValue(input)?.choice {
    case .learningRate:
      title = "learning rate"
      range = "a number above 0; the arrows double and halve it"
    case .field(let id, let name):
      guard let callback = state.callbacks.first(where: { $0.id == id }),
        let field = callback.field(name)
      else { return nil }
      title = "\(callback.name) \(symbols.separator) \(name)"
      range = Self.range(of: field)
    case nil where state.preview.consequence != nil:
      title = DashboardState.words(of: input.text).first ?? ""
      range = ""
    case .more, nil: return nil
    }
  }

  private static func range(of field: Parameter) -> String {
    let words = field.kind.words()
    // Both arrows switch.
    let directions = field.kind == .boolean ? [1] : [-1, 1]
    let steps = directions.compactMap { field.stepped(by: $0)?.words }
    return steps.isEmpty ? words : "\(words); the arrows give \(steps.joined(separator: " or "))"
  }

  /// Draws the card at the bottom of the body.
  func draw(in body: Rect, on grid: inout CellGrid) {
    let theme = state.theme
    var lines: [PanelFrame.Piece] =
      range.isEmpty ? [] : [(range.sanitized, theme.style(.dim))]
    if let refusal = state.preview.refusal {
      lines.append((refusal.sanitized, theme.style(.warning)))
    }
    if let past = state.preview.consequence?.past {
      lines.append((past.sanitized, theme.style(.strong)))
    }
    // A what-if ends with its log, so nothing follows.
    if let next = state.preview.consequence?.next, state.whatIf == nil {
      lines.append((next.sanitized, theme.style(.text)))
    }
    let widest = max(title.cellWidth + 4, lines.map(\.text.cellWidth).max() ?? 0)
    let width = min(body.width, widest + 4)
    let wrapped = lines.flatMap { line in
      line.text.wrapped(to: width - 4).map { (text: $0, style: line.style) }
    }
    let height = wrapped.count + 2
    guard height <= body.height else { return drawBare(lines, in: body, on: &grid) }
    let box = Rect(x: body.x, y: body.maxY - height, width: width, height: height)
    let inside = DialogFrame(title: title.sanitized, theme: theme, symbols: symbols)
      .draw(in: box, on: &grid)
    for (row, line) in wrapped.prefix(inside.height).enumerated() {
      grid.write(
        line.text, at: inside.x + 1, inside.y + row, line.style, limit: max(0, inside.width - 2))
    }
  }

  /// Draws the texts that fit whole, without a frame; the allowed values matter least.
  private func drawBare(_ texts: [PanelFrame.Piece], in body: Rect, on grid: inout CellGrid) {
    var rows: [PanelFrame.Piece] = []
    for (text, style) in texts.dropFirst() + texts.prefix(1) {
      let more = text.wrapped(to: body.width).map { (text: $0, style: style) }
      if rows.count + more.count <= body.height { rows += more }
    }
    let box = Rect(x: body.x, y: body.maxY - rows.count, width: body.width, height: rows.count)
    grid.fill(box, with: Cell(" ", state.theme.style(.text).on(state.theme.color(.background))))
    for (row, line) in rows.enumerated() {
      grid.write(line.text, at: box.x, box.y + row, line.style)
    }
  }
}
