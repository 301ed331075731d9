internal import RunFiles
internal import RunModel
internal import SystemThreads

/// Finds out whether a process trains the watched run, on the thread that reads its events: a file
/// system that hangs must not hold up the screen.
struct LivenessCheck {
  /// Asks the file system; may take as long as that does.
  typealias Ask = (inout RunLiveness, RunInfo?) -> Bool

  /// The shortest time between two checks while events come.
  private static let interval = Duration.milliseconds(500)

  private let ask: Ask
  private let answer: SharedValue<Bool>
  private var liveness: RunLiveness
  private var info: RunInfo?
  private var lastCheck: ContinuousClock.Instant?

  /// Prepares to check.
  ///
  /// - Parameter answer: True while the last check found a process; the screen reads it.
  init(
    _ directory: RunDirectory, answer: SharedValue<Bool>, ask: @escaping Ask = { $0.isTrained($1) }
  ) {
    self.ask = ask
    self.answer = answer
    liveness = RunLiveness(directory)
  }

  /// Checks the run when that is due.
  ///
  /// - Parameter events: The run's events since the last call; nil for none.
  /// - Returns: True when the answer has changed.
  mutating func check(after events: [RunEvent]?) -> Bool {
    let now = ContinuousClock().now
    var isDue = events == nil || lastCheck.map { now - $0 >= Self.interval } ?? true
    for case .runStarted(let info) in (events ?? []).map(\.kind) {
      self.info = info
      isDue = true
    }
    guard isDue else { return false }
    lastCheck = now
    let isTrained = ask(&liveness, info)
    return answer.edit { answer in
      defer { answer = isTrained }
      return answer != isTrained
    }
  }
}
