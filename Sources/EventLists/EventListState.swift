/// The position in the events.
public struct EventListState: Equatable, Sendable {
  /// The index of the mark under the event cursor; nil without a cursor.
  public package(set) var cursor: Int? { didSet { if cursor == nil { isCardOpen = false } } }
  /// True while a card shows the event under the cursor.
  public package(set) var isCardOpen = false
  /// The events that are listed and that the event keys go to.
  package var filter = EventFilter()
  /// The number of entries that the list is scrolled back.
  public package(set) var offset = 0
  /// True while the cursor is there only for the card.
  package var isCursorLent = false

  /// Creates the list without a cursor.
  public init() {}

  /// Closes the card, and takes a cursor back that it has set.
  package mutating func closeCard() {
    isCardOpen = false
    if isCursorLent { (cursor, isCursorLent) = (nil, false) }
  }
}
