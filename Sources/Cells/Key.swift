/// A key press, as the terminal reports it.
public enum Key: Hashable, Sendable {
  /// A character, as typed: `a`, `A`, `é`, ` `.
  case character(Unicode.Scalar)
  /// Control with a lower-case letter: `^C` is `control("c")`.
  case control(Unicode.Scalar)
  /// The arrow up.
  case up
  /// The arrow down.
  case down
  /// The arrow left.
  case left
  /// The arrow right.
  case right
  /// Shift with the arrow left.
  case shiftLeft
  /// Shift with the arrow right.
  case shiftRight
  /// Page up.
  case pageUp
  /// Page down.
  case pageDown
  /// Home.
  case home
  /// End.
  case end
  /// Return or enter.
  case enter
  /// Tabulator.
  case tab
  /// Shift with tabulator.
  case backTab
  /// Backspace.
  case backspace
  /// Delete.
  case delete
  /// Escape.
  case escape
  /// A function key, 1 … 12.
  case function(Int)
}
