/// Something that was done with the mouse, and where on the screen.
public struct Mouse: Hashable, Sendable {
  /// What was done.
  public enum Act: Hashable, Sendable {
    /// The first button was pressed.
    case press
    /// The wheel was turned away from the person.
    case wheelUp
    /// The wheel was turned towards the person.
    case wheelDown
  }

  /// What was done.
  public var act: Act
  /// The column, from 0.
  public var column: Int
  /// The row, from 0.
  public var row: Int

  /// Makes an event.
  public init(_ act: Act, column: Int, row: Int) {
    self.act = act
    self.column = column
    self.row = row
  }
}
