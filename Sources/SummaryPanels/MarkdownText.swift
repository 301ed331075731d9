internal import Cells
package import Charts
package import Themes

/// A text in Markdown, laid out for a width: headings, lists, tables, code and emphasis.
///
/// A text without Markdown stays as it is.
package struct MarkdownText {
  /// A line in pieces of one style each.
  package typealias Line = [PanelFrame.Piece]

  /// The lines.
  package private(set) var lines: [Line] = []
  private let width: Int
  private let theme: Theme
  private let symbols: Symbols

  /// Lays a text out.
  ///
  /// - Complexity: O(length).
  package init(_ text: String, width: Int, theme: Theme, symbols: Symbols) {
    (self.width, self.theme, self.symbols) = (max(1, width), theme, symbols)
    var isCode = false
    var table: [String] = []
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let trimmed = line.trimmingBlanks
      if trimmed.hasPrefix("```") {
        isCode.toggle()
        continue
      }
      if !isCode, trimmed.hasPrefix("|") {
        table.append(String(trimmed))
        continue
      }
      addTable(&table)
      if isCode || line.hasPrefix("    ") && !Self.isItem(trimmed) {
        addCode(line)
      } else {
        add(trimmed, in: line)
      }
    }
    addTable(&table)
  }

  // MARK: Lines

  private mutating func add(_ text: Substring, in line: Substring) {
    let level = text.prefix { $0 == "#" }.count
    if (1...6).contains(level), text.dropFirst(level).first == " " {
      let words = MarkdownSpans(text.dropFirst(level + 1).trimmingBlanks).spans.map(\.text)
      return wrap([(words.joined().sanitized, theme.style(.strong, .bold))])
    }
    let indent = min(8, line.prefix { $0 == " " }.count)
    if Self.isItem(text) {
      let bullet = String(repeating: " ", count: indent) + "\(symbols.point) "
      return wrap(pieces(text.dropFirst(2).trimmingBlanks), behind: bullet)
    }
    if text.hasPrefix(">") {
      return wrap(pieces(text.dropFirst().trimmingBlanks), behind: "\(symbols.down) ", each: true)
    }
    let number = text.prefix(while: \.isNumber)
    if !number.isEmpty, number.count < 4, text.dropFirst(number.count).hasPrefix(". ") {
      let sign = String(repeating: " ", count: indent) + number + ". "
      return wrap(pieces(text.dropFirst(number.count + 2).trimmingBlanks), behind: sign)
    }
    // Columns that a program has aligned stay aligned.
    let plain = String(line).sanitized
    if text.contains("  "), plain.cellWidth <= width {
      return lines.append([(plain, theme.style(.text))])
    }
    wrap(pieces(text))
  }

  /// Returns true for an element of a list without numbers.
  private static func isItem(_ text: Substring) -> Bool {
    text.first.map { "-*+".contains($0) } == true && text.dropFirst().first == " "
  }

  private func pieces(_ text: some StringProtocol) -> Line {
    MarkdownSpans(text).spans.map { span in
      switch span.emphasis {
      case .plain: (span.text.sanitized, theme.style(.text))
      case .strong: (span.text.sanitized, theme.style(.strong, .bold))
      case .code: (span.text.sanitized, theme.style(.edit))
      }
    }
  }

  /// Adds a line as it is, in as many rows as it needs.
  private mutating func addCode(_ line: Substring) {
    var (row, used) = ("", 0)
    for character in String(line).sanitized {
      let columns = String(character).cellWidth
      if used + columns > width, used > 0 {
        lines.append([(row, theme.style(.dim))])
        (row, used) = ("", 0)
      }
      row.append(character)
      used += columns
    }
    lines.append([(row, theme.style(.dim))])
  }

  /// Adds pieces, wrapped at blanks.
  ///
  /// - Parameters:
  ///   - sign: The text before the first row, whose columns the others leave free.
  ///   - isRepeated: True to write it before each row.
  private mutating func wrap(
    _ pieces: Line, behind sign: String = "", each isRepeated: Bool = false
  ) {
    let margin = sign.cellWidth < width / 2 ? sign.cellWidth : 0
    let start: PanelFrame.Piece = (margin > 0 ? sign : "", theme.style(.dim))
    let blank = (text: String(repeating: " ", count: margin), style: theme.style(.text))
    var row: Line = margin > 0 ? [start] : []
    var used = margin
    var isFirst = true
    func rows(of word: Substring) -> [String] {
      word.cellWidth <= width - margin ? [String(word)] : String(word).wrapped(to: width - margin)
    }
    var needsBlank = false
    for piece in pieces {
      let words = piece.text.split(separator: " ", omittingEmptySubsequences: false)
      for (index, word) in words.enumerated() {
        if index > 0 { needsBlank = true }
        if word.isEmpty { continue }
        for (part, text) in rows(of: word).enumerated() {
          let gap = needsBlank && !isFirst ? 1 : 0
          if part > 0 || used + gap + text.cellWidth > width, !isFirst {
            lines.append(row)
            row = margin > 0 ? [isRepeated ? start : blank] : []
            used = margin
          } else if gap > 0 {
            row.append((" ", piece.style))
            used += 1
          }
          row.append((text, piece.style))
          used += text.cellWidth
          (isFirst, needsBlank) = (false, false)
        }
      }
    }
    lines.append(row)
  }

  // MARK: Tables

  /// Adds the rows of a table with columns of the same width; a row that is too long is wrapped.
  private mutating func addTable(_ rows: inout [String]) {
    defer { rows = [] }
    let cells = rows.map(Self.cells)
    guard cells.count > 1, Self.isRule(cells[1]) else {
      for row in rows { addCode(row[...]) }
      return
    }
    let shown = [cells[0]] + cells.dropFirst(2)
    let count = shown.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      shown.map { $0.count > column ? $0[column].cellWidth : 0 }.max() ?? 0
    }
    let total = widths.reduce(0) { $0 + $1 + 2 } - 2
    for (number, row) in shown.enumerated() {
      let style = number == 0 ? theme.style(.strong, .bold) : theme.style(.text)
      if total <= width {
        let line = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.cellWidth) }
        lines.append([(line.joined(separator: "  "), style)])
      } else {
        wrap([(row.joined(separator: "  "), style)])
      }
    }
  }

  /// The cells of a row of a table, without the signs of emphasis.
  private static func cells(_ row: String) -> [String] {
    var parts = row.split(separator: "|", omittingEmptySubsequences: false)[...]
    if parts.first?.allSatisfy(\.isWhitespace) == true { parts = parts.dropFirst() }
    if parts.last?.allSatisfy(\.isWhitespace) == true { parts = parts.dropLast() }
    return parts.map { part in
      MarkdownSpans(part.trimmingBlanks).spans.map(\.text).joined().sanitized
    }
  }

  /// Returns true for the row below a head: `|---|:-:|`.
  private static func isRule(_ cells: [String]) -> Bool {
    !cells.isEmpty
      && cells.allSatisfy { cell in
        !cell.isEmpty && cell.allSatisfy { $0 == "-" || $0 == ":" } && cell.contains("-")
      }
  }
}

extension Substring {
  /// The text without blanks and carriage returns around it.
  fileprivate var trimmingBlanks: Substring {
    let start = drop { $0 == " " || $0 == "\t" }
    let end = start.lastIndex { !" \t\r".contains($0) }
    return end.map { start[...$0] } ?? start.prefix(0)
  }
}
