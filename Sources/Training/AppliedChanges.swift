internal import RunModel

/// The changes that can be undone, and the undone ones that can be made again.
struct AppliedChanges {
  /// A change with the command that made it.
  struct Item {
    let change: AppliedChange
    let command: RunCommand
  }

  private var items: [Item] = []
  private var undone: [RunCommand] = []
  /// True while an undone change is made again, which keeps the others that were undone.
  private var isRepeating = false

  /// The number of changes that can be undone one after the other.
  private static let most = 1000

  /// Adds a change; those that were undone before can no longer be made again.
  mutating func append(_ change: AppliedChange, by command: RunCommand) {
    items.append(Item(change: change, command: command))
    if !isRepeating { undone = [] }
    if items.count > 2 * Self.most { items.removeFirst(items.count - Self.most) }
  }

  /// Removes the last change, to undo it; nil when there is none.
  mutating func popLast() -> AppliedChange? {
    guard let item = items.popLast() else { return nil }
    if item.change.isRepeatable { undone.append(item.command) }
    return item.change
  }

  /// Removes the command that was undone last; nil when there is none.
  mutating func popUndone() -> RunCommand? { undone.popLast() }

  /// Forgets the changes that are no longer to be undone.
  mutating func removeAll(where isGone: (AppliedChange) -> Bool) {
    items.removeAll { isGone($0.change) }
  }

  /// Marks the changes that follow as those of commands that were undone.
  mutating func setRepeating(_ isRepeating: Bool) { self.isRepeating = isRepeating }
}
