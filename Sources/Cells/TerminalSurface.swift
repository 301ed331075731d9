/// Something that happened at the terminal or was asked of it.
public enum TerminalEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// The mouse was pressed or its wheel turned.
  case mouse(Mouse)
  /// Text was pasted; it has no control characters, and is cut when it is long.
  case paste(String)
  /// The screen has a new size; the next grid must have it.
  case resized(Size)
  /// `TerminalWaker.wake` was called since the last look.
  case woken
  /// A signal that asks the process to end (INT, TERM, HUP): end cleanly, then die by it.
  case terminate(Int32)
  /// The screen was taken away (stopped by ^Z, or in the background) and is back: draw it whole.
  case returned
  /// The terminal is gone; nothing can be shown any more.
  case hangup
}

/// Wakes the thread that waits in `TerminalSurface.events`; callable from any thread.
public protocol TerminalWaker: Sendable {
  /// Makes the wait return with `.woken`; never blocks, and several calls may give one event.
  func wake()
}

/// The colours that a terminal can show.
public enum ColorDepth: Int, Comparable, Sendable, CaseIterable {
  /// None: bold, dim, underline and reverse only.
  case none
  /// The 16 of ANSI.
  case sixteen
  /// The 256 of xterm.
  case palette
  /// All.
  case trueColor

  public static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rawValue < b.rawValue }
}

/// A terminal that shows grids and reports keys: ncurses in the program, memory in tests.
///
/// Used from one thread, the one that made it; only its `waker` may travel.
public protocol TerminalSurface: AnyObject {
  /// The size now.
  var size: Size { get }
  /// The colours it can show.
  var colorDepth: ColorDepth { get }
  /// Whether characters outside ASCII can be drawn (the locale's encoding is UTF-8).
  var isUnicode: Bool { get }
  /// For other threads.
  var waker: any TerminalWaker { get }

  /// Waits for something to happen.
  ///
  /// - Parameter timeout: how long at most; nil for no limit, zero to look and return.
  /// - Returns: what happened, in order; empty when the time ran out.
  func events(timeout: Duration?) -> [TerminalEvent]

  /// Shows a grid; only what changed since the last is sent.
  func present(_ grid: CellGrid)

  /// Stops the process as ^Z does, with the terminal given back; returns when it goes on.
  func suspend()

  /// Sounds the bell.
  func bell()

  /// Gives the terminal back; harmless when done twice.
  func close()
}
