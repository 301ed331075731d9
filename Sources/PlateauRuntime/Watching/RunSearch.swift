internal import RunFiles
internal import ScriptRuns
internal import Simulation
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Looks for a run of our own at a path and reads its recipe, on a thread that does not draw: the
/// file system may hang.
///
/// A script that trains again tells it in a folder with a number behind the name, from `-2` on.
final class RunSearch: Sendable {
  private let path: String
  private let seeksNext: Bool
  private let preset: @Sendable (RunDirectory) -> WhatIf?
  private let run = Mutex<(directory: RunDirectory, preset: WhatIf?)?>(nil)
  /// The number of runs that were found.
  private let count = Mutex(0)

  /// - Parameters:
  ///   - seeksNext: True to look for the next training of a script once one is found.
  ///   - preset: Reads the callbacks to try on the run.
  init(
    _ path: String, seeksNext: Bool = false, preset: @escaping @Sendable (RunDirectory) -> WhatIf?
  ) {
    self.path = path
    self.seeksNext = seeksNext
    self.preset = preset
  }

  /// The newest run, and the callbacks to try on it; nil while there is none.
  var found: (directory: RunDirectory, preset: WhatIf?)? { run.withLock { $0 } }

  /// Looks on a thread: ten times a second until a run is there, then twice a second for the next.
  ///
  /// - Returns: The reason why there is no thread; nil when there is one.
  func start(on thread: WatchThread) -> String? {
    thread.start {
      {
        let isThere = self.look()
        if isThere, !self.seeksNext { return false }
        usleep(isThere ? 500_000 : 100_000)
        return true
      }
    }
  }

  /// Looks once.
  ///
  /// - Returns: True when a run is there.
  private func look() -> Bool {
    let known = count.withLock { $0 }
    let path = known == 0 ? path : "\(path)-\(known + 1)"
    // Another script may have been given that name.
    guard let directory = RunDirectory(at: path), known == 0 || ScriptFolder(at: path) == nil
    else { return known > 0 }
    let preset = preset(directory)
    run.withLock { $0 = (directory, preset) }
    count.withLock { $0 = known + 1 }
    return true
  }
}
