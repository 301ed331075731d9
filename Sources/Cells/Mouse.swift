/// A press or wheel turn of the mouse and its position on the screen.
public struct Mouse: Hashable, Sendable {
  /// The kinds of mouse events.
  public enum Action: Hashable, Sendable {
    /// The first button was pressed.
    case press
    /// The right button was pressed.
    case rightPress
    /// The wheel was turned away from the user.
    case wheelUp
    /// The wheel was turned towards the user.
    case wheelDown
  }

  /// The kind of event.
  public var action: Action
  /// The column, from 0.
  public var column: Int
  /// The row, from 0.
  public var row: Int
  /// True for the second press of a double click.
  public var isDouble: Bool

  /// Creates an event.
  public init(_ action: Action, column: Int, row: Int, isDouble: Bool = false) {
    self.action = action
    self.column = column
    self.row = row
    self.isDouble = isDouble
  }

  /// True when the mouse is in a rectangle of the screen.
  public func isIn(_ rect: Rect) -> Bool { rect.contains(column: column, row: row) }
}
