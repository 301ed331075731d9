internal import Cells
package import Charts
package import Themes

/// Keys with what they do, at the foot of a card.
package enum KeyHints {
  /// The keys in as many rows as they need, none cut.
  package static func rows(
    _ keys: [(key: String, words: String)], width: Int, theme: Theme
  ) -> [[PanelFrame.Piece]] {
    var rows: [[PanelFrame.Piece]] = [[]]
    var used = 0
    for (key, words) in keys {
      let needed = key.cellWidth + 1 + words.cellWidth
      if used > 0, used + needed > width {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append((key + " ", theme.style(.strong, .bold)))
      rows[rows.count - 1].append((words + "  ", theme.style(.dim)))
      used += needed + 2
    }
    return rows
  }
}
