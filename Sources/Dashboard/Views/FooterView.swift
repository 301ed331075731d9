internal import CallbackPanels
internal import Cells
internal import Charts
internal import CommandEntry
internal import Dialogs
internal import RunDisplay
internal import RunModel
internal import Themes

/// The last row: the keys, a message, or the line being typed.
struct FooterView {
  let state: DashboardState
  let symbols: Symbols

  private var theme: Theme { state.theme }

  func draw(in rect: Rect, on grid: inout CellGrid) {
    if case .typing(let input) = state.mode {
      drawInput(input, in: rect, on: &grid)
      return
    }
    if let message = state.message {
      MessageRows(message.text, theme: theme, symbols: symbols).draw(in: rect, on: &grid)
    }
    keys(in: rect).draw(on: &grid, theme: theme)
  }

  /// The keys that have words, and the words.
  private var bindings: [(binding: KeyBinding, words: String)] {
    KeyTable.bindings(in: state).map { ($0, $0.footer(in: state)) }.filter { !$0.words.isEmpty }
  }

  private func keys(in rect: Rect) -> KeyRow {
    KeyRow(
      bindings.map { .init($0.label(symbols), $1, isKept: $0.isAlwaysInFooter) }, in: rect,
      covered: state.message.map { $0.text.sanitized.cellWidth + 3 } ?? 0)
  }

  /// The key of the hint in a column of the screen; nil for none.
  func key(at column: Int, in rect: Rect) -> Key? {
    guard let (index, column) = keys(in: rect).hint(at: column) else { return nil }
    let binding = bindings[index].binding
    return Key(at: column, of: binding.label(symbols), among: binding.keys)
  }

  /// The present value, and how a new one may be typed.
  private func hints(_ choice: Choice) -> [String] {
    let short = ["Enter sets it, Esc cancels", "Enter sets it"]
    guard let words = state.presentText(of: choice), Double(words) != nil else { return short }
    let (name, change) = choice == .learningRate ? (state.wordsBeforeRate, "/10") : ("now", "+2")
    let now = "\(name) \(words); also *0.5, \(change); "
    return [now + short[0], now + short[1], "now \(words); \(short[1])"] + short
  }

  private func drawInput(_ input: TextInput, in rect: Rect, on grid: inout CellGrid) {
    let prompts: [String]
    switch input.purpose {
    case .command: prompts = [":"]
    case .filter, .eventFilter, .summaryFilter, .runFilter: prompts = ["/"]
    case .value(.learningRate): prompts = ["learning rate = ", "rate = ", "= "]
    case .value(.field(_, let name)): prompts = ["\(name) = ", "= "]
    case .value(.more): prompts = [""]
    }
    let hints =
      switch input.purpose {
      case .command where state.walksThroughThemes(input):
        ["\(symbols.dots == .ascii ? "up/down" : "↑↓") choose, Enter keeps it, Esc cancels"]
      case .command:
        ["Tab next, Up earlier, Enter runs it, Esc cancels", "Enter runs it, Esc cancels"]
      case .filter, .eventFilter, .summaryFilter:
        ["text, a*b or a regex; ↑↓ chooses, Enter keeps it, Esc shows all"]
      case .runFilter:
        ["text, a*b, a regex or lr<0.01; ↑↓ chooses, Enter keeps it, Esc shows all"]
      case .value(let choice): self.hints(choice)
      }
    InputLine(
      prompts: prompts, text: input.text, isSelected: input.line.isSelected, hints: hints
    ).draw(in: rect, theme: theme, on: &grid)
  }
}
