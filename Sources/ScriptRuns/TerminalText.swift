/// The text that a program is writing, as a terminal shows it.
///
/// The cursor reaches the newest rows, as on a terminal of that height, so that bars of several rows
/// look as they were drawn last. Rows above them no longer change.
package struct TerminalText: Sendable {
  private static let height = 24

  private var rows = [TerminalLine()]
  /// The index of the row that is written.
  private var row = 0
  private var settled: [String] = []

  /// Creates an empty text.
  package init() {}

  /// The rows that may still change, without the blank ones at the end.
  ///
  /// - Complexity: O(columns).
  package var open: [String] {
    let texts = rows.map(\.text)
    return Array(texts.prefix((texts.lastIndex { !$0.isEmpty } ?? -1) + 1))
  }

  /// Removes the lines that no longer change, and returns them.
  package mutating func takeSettled() -> ArraySlice<String> {
    defer { settled = [] }
    return settled[...]
  }

  /// Adds bytes.
  ///
  /// - Parameter kept: The number of settled lines that are kept; older ones are dropped.
  package mutating func feed(_ bytes: some Sequence<UInt8>, keeping kept: Int) {
    for byte in bytes {
      switch rows[row].feed(byte) {
      case .end: move(by: 1, column: 0)
      case .rows(let count, let column): move(by: count, column: column)
      case .eraseBelow: rows.removeLast(rows.count - row - 1)
      case .clear: (rows, row) = ([TerminalLine()], 0)
      case nil: break
      }
    }
    settled.removeFirst(max(0, settled.count - kept))
  }

  private mutating func move(by count: Int, column: Int) {
    row = max(0, row + count)
    while rows.count <= row { rows.append(TerminalLine()) }
    while rows.count > Self.height {
      settled.append(rows.removeFirst().text)
      row -= 1
    }
    rows[row].move(to: column)
  }
}
