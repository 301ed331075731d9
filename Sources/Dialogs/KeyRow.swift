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
  /// The columns at the left in which no hint begins.
  private let covered: Int
  /// The hints that have room, with their indices among all.
  private var shown: [(index: Int, hint: Hint)]

  /// Creates a row of the hints that have room.
  ///
  /// - Parameter covered: The columns at the left that something else takes; the other hints stay where
  ///   they are.
  package init(_ hints: [Hint], in rect: Rect, covered: Int = 0) {
    (self.rect, self.covered) = (rect, covered)
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
    for (_, hint, start) in places {
      let x = start + grid.write(hint.label, at: start, rect.y, theme.style(.strong, .bold)) + 1
      grid.write(hint.words, at: x, rect.y, theme.style(.dim))
    }
  }

  /// The index of the hint in a column of the screen, and the column within the hint; nil for none.
  package func hint(at column: Int) -> (index: Int, column: Int)? {
    places.first { ($0.x..<$0.x + $0.hint.width - 2).contains(column) }.map {
      ($0.index, column - $0.x)
    }
  }

  /// The hints that are not covered, with their columns.
  private var places: [(index: Int, hint: Hint, x: Int)] {
    var x = rect.x + 1
    return shown.compactMap { index, hint in
      defer { x += hint.width }
      return x < rect.x + covered ? nil : (index, hint, x)
    }
  }
}
