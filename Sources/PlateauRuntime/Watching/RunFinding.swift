internal import RunLogs
internal import Synchronization

/// Looks for a run of our own at a path, on a thread that does not draw: the file system may hang.
final class RunFinding: Sendable {
  private let path: String
  private let run = Mutex<RunDirectory?>(nil)

  init(_ path: String) { self.path = path }

  /// The run; nil while there is none.
  var found: RunDirectory? { run.withLock { $0 } }

  /// Looks once.
  ///
  /// - Returns: whether it is there.
  func look() -> Bool {
    guard let directory = RunDirectory(at: path) else { return false }
    run.withLock { $0 = directory }
    return true
  }
}
