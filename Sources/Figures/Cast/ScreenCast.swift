package import Cells
internal import Charts
internal import JSONText

/// A recording of a screen that asciinema plays, in version 2 of its format
/// (docs.asciinema.org/manual/asciicast/v2).
package struct ScreenCast {
  private let size: Size
  private let styles = ANSIStyle(depth: .trueColor)
  private var shown: CellGrid?
  private var lines: [String]

  /// Creates an empty recording.
  ///
  /// - Parameter title: The title that players show.
  package init(size: Size, title: String) {
    self.size = size
    let header = JSONValue.members([
      "version": .integer(2), "width": .integer(size.width), "height": .integer(size.height),
      "title": .string(title.sanitized),
      "env": .members(["TERM": .string("xterm-256color")]),
    ])
    lines = [header.text]
  }

  /// Adds a screen; what has not changed since the one before costs nothing.
  ///
  /// - Parameters:
  ///   - grid: A grid of the recording's size.
  ///   - seconds: The time since the start of the recording.
  /// - Complexity: O(cells).
  package mutating func add(_ grid: CellGrid, at seconds: Double) {
    let isFirst = shown == nil
    var output = isFirst ? "\u{1B}[?25l\u{1B}[2J" : ""
    for row in 0..<size.height { output += changes(row, of: grid) }
    shown = grid
    add(output, at: seconds)
  }

  /// Keeps the last screen until a time.
  package mutating func hold(until seconds: Double) { add("\u{1B}[0m", at: seconds) }

  /// The recording: a header and a line for each change.
  package var text: String { lines.map { $0 + "\n" }.joined() }

  private mutating func add(_ output: String, at seconds: Double) {
    guard !output.isEmpty else { return }
    let milliseconds = (seconds * 1000).rounded() / 1000
    lines.append(
      JSONValue.array([.number(milliseconds), .string("o"), .string(output)]).text)
  }

  /// The changed cells of a row: each stretch after a move of the cursor.
  private func changes(_ row: Int, of grid: CellGrid) -> String {
    var out = ""
    var column = 0
    while column < size.width {
      guard isChanged(column, row, of: grid) else {
        column += 1
        continue
      }
      out += "\u{1B}[\(row + 1);\(column + 1)H"
      var style: Style?
      while column < size.width, isChanged(column, row, of: grid) {
        let cell = grid[column, row]
        if cell.scalar != Cell.continuation {
          if cell.style != style { out += styles.code(cell.style) }
          style = cell.style
          out.unicodeScalars.append(cell.scalar)
        }
        column += 1
      }
    }
    return out
  }

  /// True for a cell that differs, and for both halves of a wide character of which one does.
  private func isChanged(_ column: Int, _ row: Int, of grid: CellGrid) -> Bool {
    guard let shown else { return true }
    if shown[column, row] != grid[column, row] { return true }
    if grid[column, row].scalar == Cell.continuation, column > 0 {
      return shown[column - 1, row] != grid[column - 1, row]
    }
    guard column + 1 < size.width, grid[column + 1, row].scalar == Cell.continuation else {
      return false
    }
    return shown[column + 1, row] != grid[column + 1, row]
  }
}
