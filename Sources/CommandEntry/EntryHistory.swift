/// The lines that were entered, each once.
public struct EntryHistory: Equatable, Sendable {
  /// The lines, the newest last.
  public private(set) var lines: [String]

  /// The number of lines that are kept.
  public static let limit = 200

  /// Creates a history.
  public init(_ lines: [String] = []) { self.lines = Array(lines.suffix(Self.limit)) }

  /// Adds a line, which moves to the end if it is known.
  public mutating func add(_ line: String) {
    guard !line.allSatisfy(\.isWhitespace) else { return }
    lines.removeAll { $0 == line }
    lines.append(line)
    if lines.count > Self.limit { lines.removeFirst() }
  }
}
