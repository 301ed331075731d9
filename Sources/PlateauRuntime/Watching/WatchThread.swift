internal import Synchronization
internal import SystemThreads

/// A thread that looks at something repeatedly until it is stopped.
final class WatchThread: Sendable {
  private let isOver = Atomic(false)

  /// Starts the thread.
  ///
  /// - Parameter makeLook: Called once on the thread. What it makes is called again and again
  ///   there, so that a reader that it holds never leaves the thread; it waits by itself when there
  ///   is nothing to see, and returns false when there never will be.
  /// - Returns: The reason why there is no thread; nil when there is one.
  func start(_ makeLook: @escaping @Sendable () -> () -> Bool) -> String? {
    do throws(ThreadError) {
      try SystemThread.start { [weak self] in
        let look = makeLook()
        // Only while somebody holds the thread: the loop itself must not.
        while self?.isRunning == true, look() {}
      }
      return nil
    } catch {
      return "\(error)"
    }
  }

  private var isRunning: Bool { !isOver.load(ordering: .relaxed) }

  /// Ends the thread after the look that is under way.
  func stop() { isOver.store(true, ordering: .relaxed) }
}
