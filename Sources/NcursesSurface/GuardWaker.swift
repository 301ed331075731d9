internal import CTerminalGuard
internal import Cells

/// A waker of the thread that waits on the guard's pipe.
struct GuardWaker: TerminalWaker {
  func wake() { plateau_guard_wake() }
}
