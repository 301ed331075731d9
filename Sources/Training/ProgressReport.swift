internal import Callbacks
internal import RunModel

/// A rule for the batches that get an event: about a hundred per epoch, with at most a
/// quarter of a second between two of them.
struct ProgressReport {
  private let stride: Int
  private let clock = ContinuousClock()
  private var lastTime = ContinuousClock().now
  private var recent = RunningMeans()

  init(steps: Int) { stride = max(1, steps / 100) }

  /// Adds a batch.
  ///
  /// - Returns: The means since the last report, when the next one is due.
  mutating func add(_ metrics: StepMetrics, step: Int, steps: Int) -> Logs? {
    recent.add(metrics)
    let now = clock.now
    guard step == steps || step % stride == 0 || now - lastTime > .milliseconds(250) else {
      return nil
    }
    lastTime = now
    defer { recent = RunningMeans() }
    return recent.logs()
  }
}
