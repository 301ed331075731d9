/// The line that a program is writing, as a terminal shows it.
///
/// A carriage return and backspaces move back, new text replaces old text, and ECMA-48's EL
/// (`ESC [ K`) erases it: a progress bar looks as it was drawn last. Colours are ignored. A scalar
/// takes a column, and only the first 4096 columns are kept, however much text comes without a line
/// end.
struct TerminalLine: Sendable {
  /// What a byte does beyond the line.
  enum Move: Equatable {
    /// Ends the line.
    case end
    /// Goes a number of rows down, or up for a negative number, to a column.
    case rows(Int, column: Int)
    /// Erases the rows below.
    case eraseBelow
    /// Erases all rows and goes to the first.
    case clear
  }

  private static let columns = 4096
  /// The most rows that a sequence moves down.
  private static let rows = 100

  private enum Mode {
    case text
    /// After ESC.
    case escape
    /// After ESC [, with the first number so far.
    case control(Int)
    /// After ESC ], up to BEL or ESC.
    case title
  }

  private var cells: [Unicode.Scalar] = []
  private var column = 0
  private var mode = Mode.text
  /// The bits so far of a scalar of several bytes, and the number of bytes that are missing.
  private var scalar: (bits: UInt32, missing: Int) = (0, 0)

  /// The text of the line without the blanks at its end.
  ///
  /// - Complexity: O(columns).
  var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: cells[..<((cells.lastIndex { $0 != " " } ?? -1) + 1)])
    return String(view)
  }

  /// Adds the next byte.
  ///
  /// - Returns: The effect beyond the line; nil for none.
  mutating func feed(_ byte: UInt8) -> Move? {
    if byte == 0x0A {
      (mode, scalar.missing) = (.text, 0)
      return .end
    }
    switch mode {
    case .text: write(byte)
    case .escape:
      mode =
        switch byte {
        case UInt8(ascii: "["): .control(0)
        case UInt8(ascii: "]"): .title
        default: .text
        }
    case .control(let number):
      if (0x40...0x7E).contains(byte) {
        mode = .text
        return control(byte, number)
      } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        mode = .control(min(Self.columns, 10 * number + Int(byte & 0x0F)))
      }
    case .title:
      if byte == 0x07 { mode = .text } else if byte == 0x1B { mode = .escape }
    }
    return nil
  }

  /// Moves the cursor to a column.
  mutating func move(to column: Int) { self.column = column }

  private mutating func write(_ byte: UInt8) {
    switch byte {
    case 0x0D: column = 0
    case 0x08: column = max(0, column - 1)
    case 0x09: column = min(Self.columns, (column / 8 + 1) * 8)
    case 0x1B: mode = .escape
    case 0..<0x20, 0x7F: break
    case 0x20..<0x7F: put(Unicode.Scalar(byte))
    case 0x80..<0xC0:
      guard scalar.missing > 0 else { return put("\u{FFFD}") }
      scalar = (scalar.bits << 6 | UInt32(byte & 0x3F), scalar.missing - 1)
      if scalar.missing == 0 { put(Unicode.Scalar(scalar.bits) ?? "\u{FFFD}") }
      return
    case 0xC0..<0xE0: scalar = (UInt32(byte & 0x1F), 1)
    case 0xE0..<0xF0: scalar = (UInt32(byte & 0x0F), 2)
    default: scalar = (UInt32(byte & 0x07), 3)
    }
    if byte < 0x80 { scalar.missing = 0 }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    guard column < Self.columns else { return }
    while cells.count < column { cells.append(" ") }
    if column < cells.count { cells[column] = scalar } else { cells.append(scalar) }
    column += 1
  }

  /// Carries out the sequence ESC [ number command as far as it concerns the line.
  private mutating func control(_ command: UInt8, _ number: Int) -> Move? {
    let count = max(1, number)
    switch command {
    case UInt8(ascii: "A"): return .rows(-count, column: column)
    case UInt8(ascii: "B"): return .rows(min(Self.rows, count), column: column)
    case UInt8(ascii: "E"): return .rows(min(Self.rows, count), column: 0)
    case UInt8(ascii: "F"): return .rows(-count, column: 0)
    case UInt8(ascii: "J") where number == 0:
      cells.removeLast(max(0, cells.count - column))
      return .eraseBelow
    case UInt8(ascii: "J") where number > 1: return .clear
    case UInt8(ascii: "K"):
      if number == 0 { cells.removeLast(max(0, cells.count - column)) }
      if number == 1 { for index in cells.indices.prefix(column + 1) { cells[index] = " " } }
      if number == 2 { cells = [] }
    case UInt8(ascii: "G"): column = max(0, number - 1)
    case UInt8(ascii: "C"): column = min(Self.columns, column + count)
    case UInt8(ascii: "D"): column = max(0, column - count)
    default: break
    }
    return nil
  }
}
