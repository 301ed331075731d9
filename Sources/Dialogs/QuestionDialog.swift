package import Cells
package import Charts
package import Themes

/// A question with the keys that answer it, over the body of the screen.
package struct QuestionDialog {
  /// A key that answers the question.
  package struct Answer {
    /// The key.
    let key: String
    /// Its effect.
    let effect: String
    /// The effect in one or two words, for the smallest screens.
    let short: String

    /// Creates an answer.
    package init(_ key: String, _ effect: String, short: String) {
      (self.key, self.effect, self.short) = (key, effect, short)
    }
  }

  /// A row of the question: a key, or a blank where an effect takes another row.
  private typealias Row = (key: String, text: String)

  private let title: String
  private let answers: [Answer]
  private let theme: Theme
  private let symbols: Symbols

  private static let widest = 58
  /// The columns of the keys, with the blanks around them.
  private static let keys = 6
  /// The fewest columns beside the keys in a frame.
  private static let narrowest = 24

  /// Creates a question.
  package init(title: String, answers: [Answer], theme: Theme, symbols: Symbols) {
    (self.title, self.answers, self.theme, self.symbols) = (title, answers, theme, symbols)
  }

  /// Draws the question in the middle of a rectangle; without a frame, and in fewer words, where there is
  /// no room for it.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let width = min(Self.widest, rect.width)
    let room = width - Self.keys - 3
    let rows = rows(\.effect, room)
    guard room >= Self.narrowest, rect.height >= rows.count + 4 else {
      return drawBare(in: rect, on: &grid)
    }
    let box = DialogFrame.centred(Size(width, rows.count + 4), in: rect)
    let inside = DialogFrame(title: title, theme: theme, symbols: symbols).draw(in: box, on: &grid)
    draw(rows, in: inside.inset(top: 1), on: &grid)
  }

  /// The answers, with their effects wrapped to a number of columns.
  private func rows(_ effect: (Answer) -> String, _ room: Int) -> [Row] {
    answers.flatMap { answer in
      effect(answer).wrapped(to: max(2, room)).enumerated().map { line, text in
        (line == 0 ? answer.key : "", text)
      }
    }
  }

  private func draw(_ rows: [Row], in rect: Rect, on grid: inout CellGrid) {
    for (y, row) in rows.enumerated() {
      grid.write(
        row.key.leftPadded(to: 3), at: rect.x + 1, rect.y + y, theme.style(.strong, .bold))
      grid.write(row.text, at: rect.x + Self.keys, rect.y + y, theme.style(.text))
    }
  }

  /// Draws the answers alone, below the question if it has room.
  private func drawBare(in rect: Rect, on grid: inout CellGrid) {
    grid.fill(rect, with: Cell(" ", theme.style(.text).on(theme.color(.background))))
    let room = rect.width - Self.keys
    let forms = [rows(\.effect, room), rows(\.short, room)]
    guard let rows = forms.first(where: { $0.count <= rect.height }) else {
      return drawBeside(in: rect, on: &grid)
    }
    let hasTitle = rows.count < rect.height && title.cellWidth + 1 <= rect.width
    if hasTitle { grid.write(title, at: rect.x + 1, rect.y, theme.style(.strong, .bold)) }
    draw(rows, in: rect.inset(top: hasTitle ? 1 : 0), on: &grid)
  }

  /// Draws the answers beside each other.
  private func drawBeside(in rect: Rect, on grid: inout CellGrid) {
    var (x, y) = (rect.x, rect.y)
    for answer in answers {
      let width = answer.key.cellWidth + 1 + answer.short.cellWidth
      if x > rect.x, x + width > rect.maxX { (x, y) = (rect.x, y + 1) }
      guard y < rect.maxY else { return }
      let used = grid.write(answer.key, at: x, y, theme.style(.strong, .bold))
      grid.write(answer.short, at: x + used + 1, y, theme.style(.text))
      x += width + 2
    }
  }
}
