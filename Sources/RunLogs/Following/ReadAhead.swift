internal import Dispatch
internal import Synchronization

/// Work that is done on another thread while this one goes on, and its result.
final class ReadAhead<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let done = DispatchSemaphore(value: 0)

  /// Begins.
  init(_ work: @escaping @Sendable () -> Value) {
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      let result = work()
      value.withLock { $0 = result }
      done.signal()
    }
  }

  /// Waits for the result; to be asked for once.
  func finish() -> Value? {
    done.wait()
    return value.withLock { $0.take() }
  }
}
