/// Time spent working: it stands still while training is paused.
final class Stopwatch {
  private let clock = ContinuousClock()
  private let before: Double
  private var start: ContinuousClock.Instant
  private var waited = Duration.zero

  /// Starts running.
  ///
  /// - Parameter before: seconds that were spent earlier.
  init(after before: Double = 0) {
    self.before = before
    start = clock.now
  }

  /// Seconds since the start and before it, pauses left out.
  var seconds: Double { before + (clock.now - start - waited) / .seconds(1) }

  /// Leaves out a pause that just ended.
  func leaveOut(_ pause: Duration) { waited += pause }

  /// Starts again from zero.
  func restart() {
    start = clock.now
    waited = .zero
  }
}
