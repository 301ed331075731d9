internal import Dispatch
internal import Synchronization

/// The result of work that another thread does while this one continues.
package final class ReadAhead<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let done = DispatchSemaphore(value: 0)

  /// Creates the work and starts it on a new thread.
  ///
  /// When no thread can be created, the work is done before the initialiser returns.
  package init(_ work: @escaping @Sendable () -> Value) {
    let begin: @Sendable () -> Void = { [self] in
      let result = work()
      value.withLock { $0 = result }
      done.signal()
    }
    do throws(ThreadError) {
      try SystemThread.start(begin)
    } catch {
      begin()
    }
  }

  /// Waits for the result and returns it; call it only once.
  package func finish() -> Value? {
    done.wait()
    return value.withLock { $0.take() }
  }
}
