internal import Dispatch
internal import Synchronization

/// Work that is done on another thread while this one goes on, and its result.
package final class ReadAhead<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let done = DispatchSemaphore(value: 0)

  /// Begins; where no thread can be made, it is done now.
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

  /// Waits for the result; to be asked for once.
  package func finish() -> Value? {
    done.wait()
    return value.withLock { $0.take() }
  }
}
