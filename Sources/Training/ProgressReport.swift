internal import Callbacks
internal import RunModel

/// Decides which batches are worth an event: about a hundred an epoch, and none more than a
/// quarter of a second after the last.
struct ProgressReport {
  private let stride: Int
  private let clock = ContinuousClock()
  private var lastTime = ContinuousClock().now
  private var recent = RunningMeans()

  init(steps: Int) { stride = max(1, steps / 100) }

  /// Takes a batch in.
  ///
  /// - Returns: the means since the last report when it is time for one.
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
