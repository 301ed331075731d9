/// Text from standard input, the newest lines.
public struct OutputText: Equatable, Sendable {
  /// The lines, oldest first.
  public internal(set) var lines: [String] = []
  /// True when the last line is incomplete, so that the next text replaces it.
  var isUnfinished = false
  /// True when the text is shown in place of the events.
  public internal(set) var isShown = false

  /// The number of lines that are kept.
  private static let limit = 500

  /// Appends lines.
  ///
  /// - Parameter unfinished: The beginning of the next line; empty for none.
  mutating func append(_ more: [String], unfinished: String) {
    if isUnfinished { lines.removeLast() }
    isUnfinished = !unfinished.isEmpty
    lines += more + (isUnfinished ? [unfinished] : [])
    lines.removeFirst(max(0, lines.count - Self.limit))
  }
}
