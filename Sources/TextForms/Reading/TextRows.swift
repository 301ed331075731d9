internal import CurveStore

/// The lines of a text as rows of numbers.
struct TextRows: Sendable {
  /// The rows by form.
  private(set) var table: FormTable
  /// The number of rows that are no part of an unfinished last line.
  private(set) var settledRows = 0
  private var lines = TextLines()

  /// Creates an empty text.
  ///
  /// - Parameter given: The patterns that a person gave.
  init(given: [GivenForm]) { table = FormTable(given: given) }

  /// The number of lines so far.
  var lineCount: Int { lines.count }

  /// Reads bytes up to their last line end.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - isEnd: True when nothing follows, so that a last line without an end is read, too.
  ///   - isToolActive: True when the tool sees all lines, not only the first of each form.
  ///   - tool: A function that shows the tool a line, and returns true when it was the tool's, and
  ///     true when the tool wants to see all lines from now on.
  /// - Returns: The number of used bytes.
  /// - Complexity: O(bytes).
  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, isEnd: Bool, isToolActive: Bool,
    _ tool: (UnsafeBufferPointer<UInt8>) -> (isRead: Bool, isActive: Bool)
  ) -> Int {
    let scanner = LineScanner()
    var isToolActive = isToolActive
    let used = lines.cut(bytes, isEnd: isEnd) { line, number, isRedrawn in
      if isToolActive, tool(line).isRead { return }
      let isNew = table.add(line, number: number, isRedrawn: isRedrawn, scanner)
      if isNew, !isToolActive { isToolActive = tool(line).isActive }
    }
    if !isEnd { settledRows = table.rows }
    return used
  }
}
