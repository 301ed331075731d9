internal import RunModel

/// The changes that can be undone, and the undone ones that can be made again.
struct AppliedChanges {
  /// A change with the command that made it.
  struct Item {
    let change: AppliedChange
    let command: RunCommand
    /// The value that keys of a screen changed; nil when it can no longer be changed with them.
    fileprivate var value: KeyedValue?
  }

  private var items: [Item] = []
  private var undone: [RunCommand] = []
  /// True while an undone change is made again, which keeps the others that were undone.
  private var isRepeating = false

  /// The number of changes that can be undone one after the other.
  private static let most = 1000

  /// Adds a change; those that were undone before can no longer be made again.
  ///
  /// Presses of a key that follow each other closely, as those of a held key do, are one change.
  ///
  /// - Parameter value: The value that a key of a screen changed; nil for any other change.
  mutating func append(
    _ change: AppliedChange, by command: RunCommand, of value: KeyedValue? = nil
  ) {
    if !isRepeating {
      undone = []
      if let value, let last = items.last, let joined = last.value.flatMap(value.joined) {
        items.removeLast()
        // Back at the first value, nothing has changed.
        guard joined.new != joined.old else { return }
        let whole = last.change.joined(with: change)
        return items.append(Item(change: whole, command: command.to(joined.new), value: joined))
      }
    }
    items.append(Item(change: change, command: command, value: isRepeating ? nil : value))
    if items.count > 2 * Self.most { items.removeFirst(items.count - Self.most) }
  }

  /// Removes the last change, to undo it; nil when there is none.
  mutating func popLast() -> Item? {
    defer { if !items.isEmpty { items[items.count - 1].value = nil } }
    return items.popLast()
  }

  /// Puts a change back that could not be undone.
  ///
  /// A number of epochs that has been passed is left out: it can never be undone, and the changes
  /// before it can.
  mutating func putBack(_ item: Item) {
    if !item.command.isNumberOfEpochs { items.append(item) }
  }

  /// Adds a change that was undone to those that can be made again, by a command.
  mutating func addUndone(_ change: AppliedChange, _ command: RunCommand) {
    if change.isRepeatable { undone.append(command) }
  }

  /// Removes the command that was undone last; nil when there is none.
  mutating func popUndone() -> RunCommand? { undone.popLast() }

  /// Puts a command back that could not be carried out again, but for a number of epochs that has
  /// been passed.
  mutating func putBackUndone(_ command: RunCommand) {
    if !command.isNumberOfEpochs { undone.append(command) }
  }

  /// Forgets the changes that are no longer to be undone.
  mutating func removeAll(where isGone: (AppliedChange) -> Bool) {
    items.removeAll { isGone($0.change) }
  }

  /// Marks the changes that follow as those of commands that were undone.
  mutating func setRepeating(_ isRepeating: Bool) { self.isRepeating = isRepeating }
}

extension RunCommand {
  /// The command that sets the value at once that several relative ones have reached.
  fileprivate func to(_ value: ParameterValue) -> RunCommand {
    guard case .setLearningRate = self, let rate = value.number else { return self }
    return .setLearningRate(.to(rate))
  }

  fileprivate var isNumberOfEpochs: Bool { if case .setEpochs = self { true } else { false } }
}
