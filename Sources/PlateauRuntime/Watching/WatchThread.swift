internal import Synchronization
internal import SystemThreads

/// Looks at something again and again on a thread of its own, until it is let go.
final class WatchThread: Sendable {
  private let isOver = Mutex(false)

  /// Starts looking.
  ///
  /// - Parameter look: called again and again; it waits by itself when there is nothing to see, and gives false when
  ///   there never will be.
  /// - Returns: why there is no thread; nil when there is one.
  func start(_ look: @escaping @Sendable () -> Bool) -> String? {
    do throws(ThreadError) {
      try SystemThread.start { [weak self] in
        // Only while somebody holds it: the loop itself must not.
        while self?.goesOn == true, look() {}
      }
      return nil
    } catch {
      return "\(error)"
    }
  }

  private var goesOn: Bool { isOver.withLock { !$0 } }

  /// Ends it after the look that is under way.
  func stop() { isOver.withLock { $0 = true } }
}
