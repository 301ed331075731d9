/// Time spent working: it stands still while training is paused.
struct Stopwatch {
  private let clock = ContinuousClock()
  private var start: ContinuousClock.Instant
  private var waited = Duration.zero

  /// Starts running.
  init() { start = ContinuousClock().now }

  /// Seconds since the start, pauses left out.
  var seconds: Double { (clock.now - start - waited) / .seconds(1) }

  /// Leaves out a pause that just ended.
  mutating func leaveOut(_ pause: Duration) { waited += pause }

  /// Starts again from zero.
  mutating func restart() {
    start = clock.now
    waited = .zero
  }
}
