internal import CTerminalGuard

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The signals that ask a process to end or tell of a terminal that goes away: INT, TERM and HUP.
///
/// While there is one, no surface tells them. Read from one thread, which need not be the one that draws.
public final class SignalInbox: Sendable {
  /// Takes INT, TERM and HUP in from now on; TERM and HUP stay ignored where they were ignored at the start.
  ///
  /// - Parameter leavesIgnored: INT does, too. A shell that starts a process in the background lets it ignore INT,
  ///   unasked, so that a run without a screen takes it in all the same.
  public init(leavesIgnored: Bool = false) {
    _ = plateau_guard_open_ending()
    let signals = [SIGTERM, SIGHUP] + (leavesIgnored ? [SIGINT] : [])
    for signal in signals { _ = plateau_guard_watch_unless_ignored(signal) }
    if !leavesIgnored { plateau_guard_watch(SIGINT) }
  }

  /// Lets every signal whose default action ends the process end it from now on, with the terminal given back.
  ///
  /// To be called first of all. It matters to the first process of a container, for which the system has no default
  /// actions, and for QUIT, which Swift's runtime takes for a crash.
  public static func guardProcess() { plateau_guard_begin() }

  /// Waits for a signal.
  ///
  /// - Returns: its number; nil when the time ran out.
  public func next(timeout: Duration) -> Int32? {
    let limit = max(0, Int((timeout / .milliseconds(1)).rounded(.up)))
    let signal = plateau_guard_read_ending(Int32(clamping: limit))
    return signal > 0 ? signal : nil
  }

  /// Ends the process as the signal would have, so that a shell sees the true reason; the first process of a container
  /// exits with 128 + signal.
  public static func die(by signal: Int32) -> Never { plateau_guard_die(signal) }

  /// The same at once, with the terminal given back though another thread is writing to it; waits half a second at
  /// most for a terminal that nobody reads.
  public static func dieAtOnce(by signal: Int32) -> Never { plateau_guard_die_at_once(signal) }
}
