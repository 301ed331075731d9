internal import RunModel
internal import SystemFiles

/// The epoch at the end of a run of ours that a stop broke off, according to the events beside a
/// table.
package struct BrokenOffEpoch {
  /// The number, from 0 as in Keras's tables.
  package let epoch: Int
  /// A description of where it broke off.
  package let words: String

  /// The number of bytes at the end of the events that are searched for the last epoch.
  private static let reach = 1 << 20

  /// Examines the events in a table's folder; nil when their last epoch is complete, or there are
  /// none.
  ///
  /// - Complexity: O(1); up to a mebibyte is read.
  package init?(beside path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let events = folder + "events.jsonl"
    let start = max(0, FileStamp(path: events).size - Self.reach)
    guard let file = try? FileDescriptor(path: events),
      let end = try? file.read(at: start, count: Self.reach, path: events)
    else { return nil }
    for line in end.split(separator: 0x0A).reversed() {
      guard case .epochEnded(let summary)? = (try? RunEvent(line: line))?.kind else { continue }
      guard let words = summary.cutWords(of: 0) else { return nil }
      epoch = summary.epoch
      self.words = words
      return
    }
    return nil
  }
}
