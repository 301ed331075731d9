internal import Callbacks

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The files that did not fit on a full disk, which get another chance for a moment when training
/// has ended.
struct LateWrites {
  /// The number of tries, a tenth of a second apart; a busy machine gets as many.
  private static let tries = 20

  let chain: CallbackChain
  let training: TrainingContext
  let requests: CallbackRequests

  /// Writes the callbacks' files and the run's state while the model is as the last epoch left it.
  ///
  /// - Returns: A sentence with the reason why the state is still missing; empty when it is
  ///   written.
  func write(_ learner: any Learner, _ keeper: ResumeKeeper?) throws -> [String] {
    defer { requests.checkpoints = [] }
    var state: String?
    try Self.repeatUntilWritten {
      let files = try chain.writeWaiting(training)
      requests.collect()
      state = keeper?.writeWaiting(
        model: learner, chain.savedCallbacks, checkpoints: requests.checkpoints)
      return files.isEmpty && state == nil
    }
    return state.map { [$0] } ?? []
  }

  /// Writes the callbacks' files once more and returns one sentence for each that is incomplete.
  func files() throws -> [String] { try chain.writeWaiting(training) }

  /// Writes the callbacks' files after an error has ended training.
  func filesAfterError() -> [String] {
    var files: [String] = []
    // The error that ended training is the one that is reported.
    try? Self.repeatUntilWritten {
      files = []
      files = try chain.writeWaiting(training)
      return files.isEmpty
    }
    return files
  }

  /// Tries for two seconds, or until everything is written.
  ///
  /// - Parameter isWritten: Writes and returns true when everything is written.
  private static func repeatUntilWritten(_ isWritten: () throws -> Bool) rethrows {
    for attempt in 1...tries {
      if try isWritten() { return }
      if attempt < tries { usleep(100_000) }
    }
  }
}
