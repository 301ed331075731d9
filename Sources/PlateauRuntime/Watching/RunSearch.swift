internal import RunFiles
internal import Simulation
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Looks for a run of our own at a path and reads its recipe, on a thread that does not draw: the
/// file system may hang.
final class RunSearch: Sendable {
  private let path: String
  private let preset: @Sendable (RunDirectory) -> WhatIf?
  private let run = Mutex<(directory: RunDirectory, preset: WhatIf?)?>(nil)

  /// - Parameter preset: Reads the callbacks to try on the run.
  init(_ path: String, preset: @escaping @Sendable (RunDirectory) -> WhatIf?) {
    self.path = path
    self.preset = preset
  }

  /// The run, and the callbacks to try on it; nil while there is none.
  var found: (directory: RunDirectory, preset: WhatIf?)? { run.withLock { $0 } }

  /// Looks ten times a second on a thread until the run is there.
  ///
  /// - Returns: The reason why there is no thread; nil when there is one.
  func start(on thread: WatchThread) -> String? {
    thread.start {
      {
        if self.look() { return false }
        usleep(100_000)
        return true
      }
    }
  }

  /// Looks once.
  ///
  /// - Returns: True when the run is there.
  private func look() -> Bool {
    guard let directory = RunDirectory(at: path) else { return false }
    let preset = preset(directory)
    run.withLock { $0 = (directory, preset) }
    return true
  }
}
