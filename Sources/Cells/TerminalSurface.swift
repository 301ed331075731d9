/// An event at the terminal: a key, the mouse, a signal, a change of size.
public enum TerminalEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// The mouse was pressed or its wheel turned.
  case mouse(Mouse)
  /// Text was pasted. It has no control characters; long text is cut.
  case paste(String)
  /// The terminal told the colour of its background.
  case background(Color)
  /// The screen has a new size, which the next grid must have.
  case resized(Size)
  /// `TerminalWaker.wake` was called.
  case woken
  /// A signal asks the process to end (INT, TERM, HUP): end cleanly, then die by that signal.
  case terminate(Int32)
  /// The terminal is back after ^Z or from the background: redraw the whole screen.
  case returned
  /// The terminal is gone; nothing more can be shown.
  case hangup
}

/// A waker of the thread that waits in `TerminalSurface.events`; it works from any thread.
public protocol TerminalWaker: Sendable {
  /// Makes the wait return with `.woken`. Never blocks; several calls may produce one event.
  func wake()
}

/// The number of colours that a terminal can show.
public enum ColorDepth: Int, Comparable, Sendable, CaseIterable {
  /// No colours: bold, dim, underline and reverse only.
  case none
  /// The 16 ANSI colours.
  case sixteen
  /// The 256 colours of xterm.
  case palette
  /// 24-bit colours.
  case trueColor

  /// Compares by the number of colours.
  public static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rawValue < b.rawValue }
}

/// A terminal that shows grids and reports keys: ncurses in the program, memory in tests.
///
/// Use it only on the thread that created it; only its `waker` may be used elsewhere.
public protocol TerminalSurface: AnyObject {
  /// The current size.
  var size: Size { get }
  /// The colours that it can show.
  var colorDepth: ColorDepth { get }
  /// True when characters outside ASCII can be drawn (the locale's encoding is UTF-8).
  var isUnicode: Bool { get }
  /// Wakes `events` from other threads.
  var waker: any TerminalWaker { get }
  /// The time that the terminal lately took to read a frame; zero when that is not known.
  var frameTime: Duration { get }

  /// Waits for events.
  ///
  /// - Parameter timeout: the longest wait; nil for no limit, zero to return at once.
  /// - Returns: the events in order; empty when the time ran out.
  func events(timeout: Duration?) -> [TerminalEvent]

  /// Shows a grid; only the cells that changed are sent.
  func present(_ grid: CellGrid)

  /// Gives the terminal back and stops the process as ^Z does; returns when the process continues.
  func suspend()

  /// Sounds the bell.
  func bell()

  /// Asks the terminal to show a notification; one that cannot ignores it.
  func notify(title: String, text: String, by sequence: NotificationSequence)

  /// Gives the terminal back; calling it again does nothing.
  func close()
}
