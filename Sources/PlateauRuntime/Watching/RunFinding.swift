internal import RunLogs
internal import Simulation
internal import Synchronization

/// Looks for a run of our own at a path and reads its recipe, on a thread that does not draw: the file system may hang.
final class RunFinding: Sendable {
  private let path: String
  private let trial: @Sendable (RunDirectory) -> WhatIf?
  private let run = Mutex<(directory: RunDirectory, trial: WhatIf?)?>(nil)

  /// - Parameter trial: reads the callbacks to try on the run.
  init(_ path: String, trial: @escaping @Sendable (RunDirectory) -> WhatIf?) {
    self.path = path
    self.trial = trial
  }

  /// The run, and the callbacks to try on it; nil while there is none.
  var found: (directory: RunDirectory, trial: WhatIf?)? { run.withLock { $0 } }

  /// Looks once.
  ///
  /// - Returns: whether it is there.
  func look() -> Bool {
    guard let directory = RunDirectory(at: path) else { return false }
    let trial = trial(directory)
    run.withLock { $0 = (directory, trial) }
    return true
  }
}
