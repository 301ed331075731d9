public import RunModel

/// The events that a trainer appends to `events.jsonl`.
public struct EventLines: Sendable {
  private var lines: AppendedLines

  /// Follows a run's events from the first; the file may not be there yet.
  public init(_ directory: RunDirectory) { lines = AppendedLines(path: directory.events) }

  /// The events that were completed since the last call; nil when nothing was appended.
  ///
  /// Lines that are not events are skipped.
  ///
  /// - Complexity: O(bytes appended); at most 1 MiB a call.
  public mutating func next() -> [RunEvent]? {
    let texts = lines.next()
    if texts.isEmpty { return nil }
    return texts.compactMap { try? RunEvent(line: Array($0.utf8)[...]) }
  }
}
