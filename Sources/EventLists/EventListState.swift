package import RunModel

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

  /// Keeps the cursor on its event where other marks are listed; without that event there is none.
  ///
  /// - Complexity: O(marks) where its index is another, else O(1).
  package mutating func follow(from former: [EventMark], to marks: [EventMark]) {
    guard let index = cursor, former.indices.contains(index) else { return }
    if marks.indices.contains(index), marks[index] == former[index] { return }
    cursor = marks.firstIndex(of: former[index])
  }

  /// Closes the card, and takes a cursor back that it has set.
  package mutating func closeCard() {
    isCardOpen = false
    if isCursorLent { (cursor, isCursorLent) = (nil, false) }
  }
}
