internal import Dispatch
internal import Synchronization

/// Looks at something again and again on a thread of its own, until it is let go.
final class WatchThread: Sendable {
  private let isOver = Mutex(false)

  /// Starts looking.
  ///
  /// - Parameters:
  ///   - name: for debuggers.
  ///   - look: called again and again; it waits by itself when there is nothing to see, and gives false when
  ///     there never will be.
  func start(_ name: String, _ look: @escaping @Sendable () -> Bool) {
    DispatchQueue(label: name, qos: .userInitiated).async { [weak self] in
      // Only while somebody holds it: the loop itself must not.
      while self?.goesOn == true, look() {}
    }
  }

  private var goesOn: Bool { isOver.withLock { !$0 } }

  /// Ends it after the look that is under way.
  func stop() { isOver.withLock { $0 = true } }
}
