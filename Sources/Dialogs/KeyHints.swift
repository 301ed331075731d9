internal import Cells
package import Charts
package import Themes

/// Keys with what they do, at the foot of a card.
package enum KeyHints {
  /// The keys in as many rows as they need, none cut: what is wider than a row goes on below.
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
      let lines = needed > width ? words.wrapped(to: width - key.cellWidth - 1) : [words]
      for (line, text) in lines.enumerated() {
        if line > 0 {
          rows.append([(String(repeating: " ", count: key.cellWidth + 1), theme.style(.dim))])
        }
        rows[rows.count - 1].append((text + "  ", theme.style(.dim)))
      }
      used += needed + 2
    }
    return rows
  }
}
