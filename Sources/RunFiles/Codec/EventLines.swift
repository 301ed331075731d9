public import RunModel

/// The events that a trainer appends to `events.jsonl`.
public struct EventLines: Sendable {
  private var lines: AppendedLines

  /// Creates a reader of a run's events that starts at the first; the file need not exist yet.
  public init(_ directory: RunDirectory) { self.init(directory, without: []) }

  /// Creates a reader that leaves out some kinds of events.
  package init(_ directory: RunDirectory, without kinds: [RunEvent.Kind.Name]) {
    // Every line begins with the name of its event.
    lines = AppendedLines(
      path: directory.events, without: kinds.map { "{\"event\":\"\($0.rawValue)\"" })
  }

  /// The number of times the file was replaced or cut, and is read from its beginning again.
  package var restarts: Int { lines.restarts }

  /// True when the file holds more than the last call read.
  package var hasMore: Bool { lines.hasMore }

  /// Returns the events completed since the last call; nil when nothing was appended.
  ///
  /// Lines that are not events are skipped.
  ///
  /// - Complexity: O(bytes appended); at most 1 MiB per call.
  public mutating func next() -> [RunEvent]? {
    let texts = lines.next()
    if texts.isEmpty, !lines.hasMore { return nil }
    return texts.compactMap { try? RunEvent(line: Array($0.utf8)[...]) }
  }
}
