internal import CallbackPanels
internal import Cells
internal import Charts
internal import CommandEntry
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
    } else if let message = state.message {
      grid.write(
        message.text.sanitized.cutBehindWord(to: rect.width - 2, ellipsis: symbols.ellipsis),
        at: rect.x + 1,
        rect.y, theme.style(.warning))
    } else {
      drawKeys(in: rect, on: &grid)
    }
  }

  private func drawKeys(in rect: Rect, on grid: inout CellGrid) {
    var offered = KeyTable.bindings(in: state).map {
      (label: $0.label(symbols), words: $0.footer(in: state), isKept: $0.isAlwaysInFooter)
    }
    offered.removeAll { $0.words.isEmpty }
    var width: Int { offered.reduce(0) { $0 + $1.label.cellWidth + $1.words.cellWidth + 3 } }
    while width > rect.width - 1 {
      guard let least = offered.lastIndex(where: { !$0.isKept }) else { break }
      offered.remove(at: least)
    }
    // A tiny screen keeps the last ones, which lead on.
    while offered.count > 1, width > rect.width { offered.removeFirst() }
    var x = rect.x + 1
    for (label, words, _) in offered {
      x += grid.write(label, at: x, rect.y, theme.style(.strong, .bold)) + 1
      x += grid.write(words, at: x, rect.y, theme.style(.dim)) + 2
    }
  }

  /// The present value, and how a new one may be typed.
  private func presentWords(_ choice: Choice) -> String {
    guard let words = state.presentText(of: choice), Double(words) != nil else {
      return "Enter sets it, Esc cancels"
    }
    let (name, change) = choice == .learningRate ? (state.wordsBeforeRate, "/10") : ("now", "+2")
    return "\(name) \(words); also *0.5, \(change); Enter sets it, Esc cancels"
  }

  private func drawInput(_ input: TextInput, in rect: Rect, on grid: inout CellGrid) {
    let prompt: String
    switch input.purpose {
    case .command: prompt = ":"
    case .filter, .eventFilter, .summaryFilter, .runFilter: prompt = "/"
    case .value(.learningRate): prompt = "learning rate = "
    case .value(.field(_, let name)): prompt = "\(name) = "
    case .value(.more): prompt = ""
    }
    var x = rect.x + 1
    x += grid.write(prompt, at: x, rect.y, theme.style(.edit, .bold))
    let room = rect.maxX - x - 2
    let text = input.text.sanitized
    let shown = text.cellWidth > room ? String(text.suffix(max(0, room))) : text
    x += grid.write(
      shown, at: x, rect.y, theme.style(.strong, input.line.isSelected ? .reverse : []))
    grid.put(" ", at: x, rect.y, theme.style(.strong, .reverse))
    let hint =
      switch input.purpose {
      case .command where state.walksThroughThemes(input):
        "\(symbols.dots == .ascii ? "up/down" : "↑↓") choose, Enter keeps it, Esc cancels"
      case .command: "Tab next, Up earlier, Enter runs it, Esc cancels"
      case .filter, .eventFilter, .summaryFilter:
        "text, a*b or a regex; ↑↓ chooses, Enter keeps it, Esc shows all"
      case .runFilter: "text, a*b, a regex or lr<0.01; ↑↓ chooses, Enter keeps it, Esc shows all"
      case .value(let choice): presentWords(choice)
      }
    if rect.maxX - 1 - hint.cellWidth > x + 3 {
      grid.writeTrailing(hint, endingAt: rect.maxX - 1, rect.y, theme.style(.dim))
    }
  }
}
