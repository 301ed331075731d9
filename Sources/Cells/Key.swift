/// A key press as the terminal reports it.
public enum Key: Hashable, Sendable {
  /// A typed character: `a`, `A`, `é`, ` `.
  case character(Unicode.Scalar)
  /// Control with a lower-case letter: `^C` is `control("c")`.
  case control(Unicode.Scalar)
  /// Arrow up.
  case up
  /// Arrow down.
  case down
  /// Arrow left.
  case left
  /// Arrow right.
  case right
  /// Shift with arrow left.
  case shiftLeft
  /// Shift with arrow right.
  case shiftRight
  /// Page up.
  case pageUp
  /// Page down.
  case pageDown
  /// Home.
  case home
  /// End.
  case end
  /// Return or Enter.
  case enter
  /// Tab.
  case tab
  /// Shift with Tab.
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
