internal import Dispatch
internal import Synchronization

/// A value that several threads can change and wait for.
public final class SharedValue<Value: Sendable>: Sendable {
  private struct State {
    var value: Value
    /// One semaphore for each waiting thread.
    var waiting: [DispatchSemaphore] = []
  }

  private let state: Mutex<State>

  /// Creates a shared value.
  public init(_ value: Value) { state = Mutex(State(value: value)) }

  /// The current value.
  public var value: Value { state.withLock { $0.value } }

  /// Changes the value while no other thread has access, then wakes the waiting threads.
  @discardableResult
  public func edit<Result: Sendable>(_ change: (inout Value) -> Result) -> Result {
    let (result, waiting) = state.withLock { state in
      let result = change(&state.value)
      defer { state.waiting = [] }
      return (result, state.waiting)
    }
    for waiter in waiting { waiter.signal() }
    return result
  }

  /// Waits until a condition holds.
  ///
  /// - Parameters:
  ///   - limit: The longest time to wait; nil for no limit.
  ///   - condition: The condition; it is checked at once and after each change.
  /// - Returns: False when the time ran out first.
  @discardableResult
  public func wait(for limit: Duration? = nil, until condition: (Value) -> Bool) -> Bool {
    let clock = ContinuousClock()
    let end = limit.map { clock.now + $0 }
    while true {
      let waiter: DispatchSemaphore? = state.withLock { state in
        if condition(state.value) { return nil }
        let waiter = DispatchSemaphore(value: 0)
        state.waiting.append(waiter)
        return waiter
      }
      guard let waiter else { return true }
      guard let end else {
        waiter.wait()
        continue
      }
      let rest = max(.zero, end - clock.now)
      let milliseconds = Int((rest / .milliseconds(1)).rounded(.up))
      if waiter.wait(timeout: .now() + .milliseconds(milliseconds)) == .timedOut {
        return condition(value)
      }
    }
  }
}
