internal import Callbacks

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What found no room on a full disk and is written when training has ended: for that the disk gets a moment.
struct LateWrites {
  private static let patience = Duration.seconds(2)

  let chain: CallbackChain
  let training: TrainingContext

  /// Writes the callbacks' files and the run's state, while the model is still as the last epoch left it.
  ///
  /// - Returns: why the state is missing in spite of it, a sentence; empty when it is not.
  func write(_ learner: any Learner, _ keeper: ResumeKeeper?) throws -> [String] {
    let end = ContinuousClock.now + Self.patience
    defer { training.checkpoints = [] }
    while true {
      let files = try chain.writeWaiting(training)
      let state = keeper?.writeWaiting(
        model: learner, chain.resumeLinks, checkpoints: training.checkpoints)
      if files.isEmpty, state == nil { return [] }
      if ContinuousClock.now > end { return state.map { [$0] } ?? [] }
      usleep(100_000)
    }
  }

  /// The callbacks' files that lack something, a sentence each, after another try.
  func files() throws -> [String] { try chain.writeWaiting(training) }

  /// The same where an error ended training.
  func filesAfterError() -> [String] {
    let end = ContinuousClock.now + Self.patience
    while true {
      let outcome = Result { try chain.writeWaiting(training) }
      guard case .success(let files) = outcome else { return [] }
      if files.isEmpty || ContinuousClock.now > end { return files }
      usleep(100_000)
    }
  }
}
