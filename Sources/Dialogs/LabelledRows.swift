internal import Cells
package import Charts
package import Themes

/// The rows of a card that begin with labels; on a narrow card what a label names stands below it.
package struct LabelledRows {
  /// The columns of the labels, with the blanks behind them.
  package let labels: Int
  private let width: Int
  private let theme: Theme

  /// The fewest columns of words beside a label.
  private static let leastBeside = 12

  /// Creates rows.
  ///
  /// - Parameters:
  ///   - labels: The columns of the labels, with the blanks behind them.
  ///   - width: The columns of the rows.
  package init(labels: Int, width: Int, theme: Theme) {
    (self.labels, self.width, self.theme) = (labels, width, theme)
  }

  /// A text behind its label, in as many rows as it needs; none ends at a no-break space.
  package func text(_ label: String, _ text: String) -> [Card.Row] {
    let isBeside = width - labels >= Self.leastBeside
    let lines: [Card.Row] = text.sanitized.wrapped(to: width - (isBeside ? labels : 1)).map {
      [(String($0.map { $0 == "\u{A0}" ? " " : $0 }), theme.style(.text))]
    }
    return rows(label, lines, isBeside: isBeside)
  }

  /// Words behind their label in one row, or where that is wider than the card each part in a row of its
  /// own: no number is cut.
  package func parts(
    _ label: String, _ parts: [Card.Row], between separator: PanelFrame.Piece
  ) -> [Card.Row] {
    let joined = Card.Row(parts.joined(separator: [separator]))
    let lines = labels + columns(of: joined) <= width ? [joined] : parts
    return rows(label, lines, isBeside: lines.allSatisfy { labels + columns(of: $0) <= width })
  }

  private func columns(of row: Card.Row) -> Int { row.reduce(0) { $0 + $1.text.cellWidth } }

  private func rows(_ label: String, _ lines: [Card.Row], isBeside: Bool) -> [Card.Row] {
    let style = theme.style(.dim)
    guard isBeside else {
      return (label.isEmpty ? [] : [[(label, style)]]) + lines.map { [(" ", style)] + $0 }
    }
    return lines.enumerated().map { index, line in
      let name = index == 0 ? label : ""
      let blanks = String(repeating: " ", count: max(1, labels - name.cellWidth))
      return [(name + blanks, style)] + line
    }
  }
}
