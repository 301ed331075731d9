internal import BareFoundation
public import RunModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The last start of a run: its time and its `RunInfo`.
///
/// All other events are skipped, so that many runs can be sorted quickly.
public struct RunStart: Equatable, Sendable {
  /// The run's description at its last start; nil when the run has not begun or cannot be read.
  public private(set) var info: RunInfo?
  /// The time of the last start, in seconds since 1970.
  public private(set) var time: Double?

  /// Creates the last start from a run's events.
  ///
  /// - Complexity: O(size of the events); only the lines of starts are parsed.
  public init(_ directory: RunDirectory) {
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: directory.events)) else { return }
    // Every line begins with the name of its event.
    let head = Array("{\"event\":\"\(RunEvent.Kind.Name.runStarted.rawValue)\"".utf8)
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      var start = 0
      while start < bytes.count {
        let rest = bytes.count - start
        let end = memchr(base + start, 0x0A, rest).map { UnsafeRawPointer($0) - base }
        if rest >= head.count, memcmp(base + start, head, head.count) == 0 {
          let event = try? RunEvent(line: Array(bytes[start..<(end ?? bytes.count)])[...])
          if let event, case .runStarted(let info) = event.kind {
            (self.info, time) = (info, event.time)
          }
        }
        start = (end ?? bytes.count) + 1
      }
    }
  }
}
