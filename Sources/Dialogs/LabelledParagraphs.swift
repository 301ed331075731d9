package import Cells
package import Themes

/// Paragraphs behind their labels, in the middle of a rectangle.
package struct LabelledParagraphs {
  /// A text with its label.
  package typealias Paragraph = (label: String, text: String, role: Theme.Role)

  private let paragraphs: [Paragraph]
  private let theme: Theme

  private static let widest = 76
  private static let labels = 6

  /// Creates paragraphs; labels have at most five columns.
  package init(_ paragraphs: [Paragraph], theme: Theme) {
    (self.paragraphs, self.theme) = (paragraphs, theme)
  }

  /// Draws the block, which is centred as a whole, with its texts aligned.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let width = min(Self.widest, rect.width - 4)
    guard width > Self.labels + 8, rect.height > 0 else { return }
    var rows: [Paragraph] = []
    for (label, text, role) in paragraphs {
      for (number, line) in text.wrapped(to: width - Self.labels).enumerated() {
        rows.append((number == 0 ? label : "", line, role))
      }
    }
    let widest = rows.map(\.text.cellWidth).max() ?? 0
    let x = rect.x + max(2, (rect.width - Self.labels - widest) / 2)
    let top = rect.y + max(0, (rect.height - rows.count) / 2)
    for (number, row) in rows.enumerated() where top + number < rect.maxY {
      grid.write(row.label, at: x, top + number, theme.style(.quiet))
      grid.write(row.text, at: x + Self.labels, top + number, theme.style(row.role))
    }
  }
}
