/// Text from standard input, the newest lines.
public struct OutputText: Equatable, Sendable {
  /// The lines, oldest first.
  public private(set) var lines: [String] = []
  /// The number of the last lines that the next text replaces.
  private var openCount = 0
  /// True when the text is shown in place of the events.
  public package(set) var isShown = false

  /// No text yet.
  public init() {}

  /// The number of lines that are kept.
  private static let limit = 500

  /// Appends lines.
  ///
  /// - Parameter open: The lines below them that may still change.
  package mutating func append(_ more: [String], open: [String]) {
    lines.removeLast(openCount)
    lines += more + open
    lines.removeFirst(max(0, lines.count - Self.limit))
    openCount = min(open.count, lines.count)
  }
}
