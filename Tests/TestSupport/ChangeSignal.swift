public import Cells
internal import SystemThreads

/// A waker that tests wait for instead of polling.
public final class ChangeSignal: TerminalWaker {
  private let count = SharedValue(0)
  private let seen = SharedValue(0)

  /// Creates a signal that was not given yet.
  public init() {}

  public func wake() { count.edit { $0 += 1 } }

  /// Waits until the signal is given; one that was given since the last wait counts.
  ///
  /// - Returns: false when the time ran out first.
  @discardableResult
  public func wait(for limit: Duration) -> Bool {
    let last = seen.value
    let isGiven = count.wait(for: limit) { $0 > last }
    seen.edit { $0 = count.value }
    return isGiven
  }
}
