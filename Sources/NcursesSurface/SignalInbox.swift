internal import CTerminalGuard

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The signals that ask the process to end or report a lost terminal: INT, TERM and HUP.
///
/// While an inbox exists, surfaces do not report these signals. Read it from one thread, which need not be the one
/// that draws.
public final class SignalInbox: Sendable {
  private let isOpen: Bool

  /// Starts to collect INT, TERM and HUP; TERM and HUP stay ignored if the process ignored them at the start.
  ///
  /// - Parameter leavesIgnored: True when INT stays ignored, too. A shell makes every background process ignore INT,
  ///   so a run without a screen passes false to receive it anyway.
  /// - Parameter others: further signals to collect, of QUIT, USR1 and USR2, unless the process ignores them.
  public init(leavesIgnored: Bool = false, also others: [Int32] = []) {
    isOpen = plateau_guard_open_ending() >= 0
    for signal in others { _ = plateau_guard_watch_unless_ignored(signal) }
    let signals = [SIGTERM, SIGHUP] + (leavesIgnored ? [SIGINT] : [])
    for signal in signals { _ = plateau_guard_watch_unless_ignored(signal) }
    if !leavesIgnored { plateau_guard_watch(SIGINT) }
  }

  deinit {
    if isOpen { plateau_guard_close_ending() }
  }

  /// Makes every signal whose default action ends the process give the terminal back first.
  ///
  /// Call this before anything else. It also makes these signals work in the first process of a container, for which
  /// the system has no default actions, and for QUIT, which Swift's runtime mistakes for a crash.
  public static func guardProcess() { plateau_guard_begin() }

  /// Waits for a signal.
  ///
  /// - Returns: the signal's number; nil when the time ran out.
  public func next(timeout: Duration) -> Int32? {
    let limit = max(0, Int((timeout / .milliseconds(1)).rounded(.up)))
    let signal = plateau_guard_read_ending(Int32(clamping: limit))
    return signal > 0 ? signal : nil
  }

  /// Ends the process as the signal would have, so that a shell sees the true reason.
  ///
  /// The first process of a container exits with 128 + signal.
  public static func die(by signal: Int32) -> Never { plateau_guard_die(signal) }

  /// Gives the terminal back and ends the process at once, even while another thread is writing to the terminal.
  ///
  /// Waits at most half a second for a terminal that does not accept output.
  public static func dieAtOnce(by signal: Int32) -> Never { plateau_guard_die_at_once(signal) }
}
