public import Cells

/// A grid as an SVG document that looks like the screen in any font: lines and dots are paths, only
/// words are text.
public struct SVGDocument {
  /// Pixels of a cell.
  private static let (width, height) = (9, 18)

  private let grid: CellGrid
  private let title: String

  /// Creates a document.
  ///
  /// - Parameter title: The title for screen readers.
  public init(_ grid: CellGrid, title: String) {
    self.grid = grid
    self.title = title
  }

  /// The document.
  ///
  /// - Complexity: O(cells).
  public var text: String {
    let (w, h) = (grid.size.width * Self.width, grid.size.height * Self.height)
    var out = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(w) \(h)" width="\(w)" height="\(h)" \
      font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="15">
      <title>\(Self.escaped(title))</title>

      """
    let ground = grid.cells.first?.style.background
    if let ground { out += "<rect width=\"100%\" height=\"100%\" fill=\"\(Self.hex(ground))\"/>\n" }
    for row in 0..<grid.size.height { out += backgrounds(row, but: ground) }
    out += strokes
    for row in 0..<grid.size.height { out += words(row) }
    return out + "</svg>\n"
  }

  private static func hex(_ color: Color) -> String {
    "#"
      + [color.red, color.green, color.blue].map { part in
        let digits = String(part, radix: 16)
        return digits.count < 2 ? "0" + digits : digits
      }.joined()
  }

  private static func escaped(_ text: String) -> String {
    text.sanitized.map { letter in
      switch letter {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      default: String(letter)
      }
    }.joined()
  }

  /// The colour of a cell's strokes, with dim and reverse applied.
  private static func ink(_ style: Style) -> Color {
    let ground = style.background ?? Color(0, 0, 0)
    if style.attributes.contains(.reverse) { return ground }
    let ink = style.foreground ?? Color(200, 200, 200)
    return style.attributes.contains(.dim) ? ink.mixed(with: ground, 0.25) : ink
  }

  private func backgrounds(_ row: Int, but ground: Color?) -> String {
    var out = ""
    var column = 0
    while column < grid.size.width {
      let color = Self.paper(grid[column, row].style)
      var end = column + 1
      while end < grid.size.width, Self.paper(grid[end, row].style) == color { end += 1 }
      if let color, color != ground {
        out += """
          <rect x="\(column * Self.width)" y="\(row * Self.height)" \
          width="\((end - column) * Self.width)" height="\(Self.height)" fill="\(Self.hex(color))"/>

          """
      }
      column = end
    }
    return out
  }

  private static func paper(_ style: Style) -> Color? {
    style.attributes.contains(.reverse) ? style.foreground : style.background
  }

  /// All strokes, as one path per colour.
  private var strokes: String {
    var dots: [Color: String] = [:]
    var lines: [Color: String] = [:]
    for row in 0..<grid.size.height {
      for column in 0..<grid.size.width {
        let cell = grid[column, row]
        let (x, y) = (column * Self.width, row * Self.height)
        if let path = CellStrokes.dots(cell.scalar, x, y) {
          dots[Self.ink(cell.style), default: ""] += path
        } else if let path = CellStrokes.lines(cell.scalar, x, y) {
          lines[Self.ink(cell.style), default: ""] += path
        }
      }
    }
    var out = ""
    for (color, path) in lines.sorted(by: { Self.hex($0.key) < Self.hex($1.key) }) {
      out += "<path d=\"\(path)\" fill=\"none\" stroke=\"\(Self.hex(color))\"/>\n"
    }
    for (color, path) in dots.sorted(by: { Self.hex($0.key) < Self.hex($1.key) }) {
      out += "<path d=\"\(path)\" fill=\"\(Self.hex(color))\"/>\n"
    }
    return out
  }

  /// The words of a row, one element per style; `textLength` keeps the columns in any font.
  private func words(_ row: Int) -> String {
    var out = ""
    var column = 0
    while column < grid.size.width {
      let style = grid[column, row].style
      var text = ""
      let start = column
      while column < grid.size.width, grid[column, row].style == style, isWord(column, row) {
        let scalar = grid[column, row].scalar
        if scalar != Cell.continuation { text.unicodeScalars.append(scalar) }
        column += 1
      }
      if start == column {
        column += 1
        continue
      }
      if text.allSatisfy({ $0 == " " }) { continue }
      let weight = style.attributes.contains(.bold) ? " font-weight=\"bold\"" : ""
      out += """
        <text x="\(start * Self.width)" y="\(row * Self.height + 14)" xml:space="preserve" \
        textLength="\((column - start) * Self.width)" lengthAdjust="spacingAndGlyphs" \
        fill="\(Self.hex(Self.ink(style)))"\(weight)>\(Self.escaped(text))</text>

        """
    }
    return out
  }

  private func isWord(_ column: Int, _ row: Int) -> Bool {
    let scalar = grid[column, row].scalar
    return CellStrokes.dots(scalar, 0, 0) == nil && CellStrokes.lines(scalar, 0, 0) == nil
  }
}
