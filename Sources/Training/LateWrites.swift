internal import Callbacks

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What did not fit on a full disk and is written when training has ended: for that the disk gets a moment.
struct LateWrites {
  /// Tries, a tenth of a second apart: a count, so that a busy machine gets as many.
  private static let tries = 20

  let chain: CallbackChain
  let training: TrainingContext
  let requests: CallbackRequests

  /// Writes the callbacks' files and the run's state, while the model is still as the last epoch left it.
  ///
  /// - Returns: why the state is missing in spite of it, a sentence; empty when it is not.
  func write(_ learner: any Learner, _ keeper: ResumeKeeper?) throws -> [String] {
    defer { requests.checkpoints = [] }
    var state: String?
    try Self.repeatUntilWritten {
      let files = try chain.writeWaiting(training)
      requests.collect()
      state = keeper?.writeWaiting(
        model: learner, chain.resumeLinks, checkpoints: requests.checkpoints)
      return files.isEmpty && state == nil
    }
    return state.map { [$0] } ?? []
  }

  /// The callbacks' files that lack something, a sentence each, after another try.
  func files() throws -> [String] { try chain.writeWaiting(training) }

  /// The same where an error ended training.
  func filesAfterError() -> [String] {
    var files: [String] = []
    // The error that ended training is the one to tell.
    try? Self.repeatUntilWritten {
      files = []
      files = try chain.writeWaiting(training)
      return files.isEmpty
    }
    return files
  }

  /// Tries until all is written, or for two seconds.
  ///
  /// - Parameter isWritten: writes what waits and tells whether all is written.
  private static func repeatUntilWritten(_ isWritten: () throws -> Bool) rethrows {
    for attempt in 1...tries {
      if try isWritten() { return }
      if attempt < tries { usleep(100_000) }
    }
  }
}
