package import EventLists

/// The position in the events.
public struct EventListState: Equatable, Sendable {
  /// The index of the mark under the event cursor; nil without a cursor.
  public internal(set) var cursor: Int?
  /// True while a card shows the event under the cursor.
  public internal(set) var isCardOpen = false
  /// The events that are listed and that the event keys go to.
  package internal(set) var filter = EventFilter()
  /// The number of entries that the list is scrolled back.
  public internal(set) var offset = 0
}
