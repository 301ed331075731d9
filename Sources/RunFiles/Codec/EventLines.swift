public import RunModel

/// The events that a trainer appends to `events.jsonl`.
public struct EventLines: Sendable {
  private var lines: AppendedLines

  /// Creates a reader of a run's events that starts at the first; the file need not exist yet.
  public init(_ directory: RunDirectory) { lines = AppendedLines(path: directory.events) }

  /// Returns the events completed since the last call; nil when nothing was appended.
  ///
  /// Lines that are not events are skipped.
  ///
  /// - Complexity: O(bytes appended); at most 1 MiB per call.
  public mutating func next() -> [RunEvent]? {
    let texts = lines.next()
    if texts.isEmpty { return nil }
    return texts.compactMap { try? RunEvent(line: Array($0.utf8)[...]) }
  }
}
