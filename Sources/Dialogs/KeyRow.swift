package import Cells
package import Themes

/// Keys with a word or two each, side by side in one row.
package struct KeyRow {
  /// A key with its words.
  package struct Hint {
    /// The spelling of the key.
    package let label: String
    /// Its words.
    package let words: String
    /// True for a hint that stays where there is little room.
    package let isKept: Bool

    /// Creates a hint.
    package init(_ label: String, _ words: String, isKept: Bool) {
      (self.label, self.words, self.isKept) = (label, words, isKept)
    }

    /// The columns that it takes with the blanks behind it.
    fileprivate var width: Int { label.cellWidth + words.cellWidth + 3 }
  }

  private let rect: Rect
  /// The hints that have room, with their indices among all.
  private var shown: [(index: Int, hint: Hint)]

  /// Creates a row of the hints that have room.
  package init(_ hints: [Hint], in rect: Rect) {
    self.rect = rect
    shown = hints.enumerated().map { (index: $0, hint: $1) }
    var width = hints.reduce(0) { $0 + $1.width }
    while width > rect.width - 1, let least = shown.lastIndex(where: { !$0.hint.isKept }) {
      width -= shown.remove(at: least).hint.width
    }
    // A tiny screen keeps the last ones, which lead on.
    while shown.count > 1, width > rect.width { width -= shown.removeFirst().hint.width }
  }

  /// Draws the row.
  package func draw(on grid: inout CellGrid, theme: Theme) {
    var x = rect.x + 1
    for (_, hint) in shown {
      x += grid.write(hint.label, at: x, rect.y, theme.style(.strong, .bold)) + 1
      x += grid.write(hint.words, at: x, rect.y, theme.style(.dim)) + 2
    }
  }

  /// The index of the hint in a column of the screen, and the column within the hint; nil for none.
  package func hint(at column: Int) -> (index: Int, column: Int)? {
    var x = rect.x + 1
    for (index, hint) in shown {
      if (x..<x + hint.width - 2).contains(column) { return (index, column - x) }
      x += hint.width
    }
    return nil
  }
}
