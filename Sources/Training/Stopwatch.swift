/// A clock of training that stands still during pauses.
final class Stopwatch {
  private let clock = ContinuousClock()
  private let before: Double
  private var start: ContinuousClock.Instant
  private var waited = Duration.zero

  /// Starts running.
  ///
  /// - Parameter before: Seconds spent earlier.
  init(after before: Double = 0) {
    self.before = before
    start = clock.now
  }

  /// Seconds before and since the start, without pauses.
  var seconds: Double { before + (clock.now - start - waited) / .seconds(1) }

  /// Subtracts a pause that has just ended.
  func leaveOut(_ pause: Duration) { waited += pause }

  /// Starts again from zero.
  func restart() {
    start = clock.now
    waited = .zero
  }
}
