internal import Synchronization

/// Whether the end of what was there has been reached.
final class CaughtUp: Sendable {
  private let flag = Mutex(false)
  var isSet: Bool { flag.withLock { $0 } }
  func set() { flag.withLock { $0 = true } }
}
