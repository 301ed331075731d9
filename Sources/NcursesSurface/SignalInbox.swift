internal import CTerminalGuard

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Signals that ask a process without a screen to end: the first is told, the second ends it at once.
public final class SignalInbox {
  private let pipe: Int32

  /// Takes INT, TERM and HUP in from now on.
  public init() {
    pipe = plateau_guard_open()
    for signal in [SIGINT, SIGTERM, SIGHUP] { plateau_guard_watch(signal) }
  }

  /// Waits for a signal.
  ///
  /// - Returns: its number; nil when the time ran out.
  public func next(timeout: Duration) -> Int32? {
    var file = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
    poll(&file, 1, Int32(clamping: Int(timeout / .milliseconds(1))))
    var byte = plateau_guard_read()
    while byte == 0 || byte == SIGWINCH || byte == SIGCONT || byte == SIGTSTP {
      byte = plateau_guard_read()
    }
    guard byte > 0 else { return nil }
    for signal in [SIGINT, SIGTERM, SIGHUP] { plateau_guard_unwatch(signal) }
    return byte
  }

  /// Ends the process as the signal would have, so that a shell sees the true reason.
  public static func die(by signal: Int32) -> Never { plateau_guard_die(signal) }
}
