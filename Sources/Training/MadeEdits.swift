internal import RunModel

/// The recipe's changes of one epoch that were made in it: a run that is resumed there has them.
struct MadeEdits {
  /// The source of the recipe's changes.
  static let source = "recipe"

  /// The changes, with their requests; nil for one that an earlier process made.
  private var items: [(edit: RunEdit, request: CommandRequest?)]

  /// Those that an earlier process made.
  init(_ edits: [RunEdit]) { items = edits.map { ($0, nil) } }

  /// Adds a change whose place has come; forgets those of earlier epochs.
  mutating func add(_ edit: RunEdit, _ request: CommandRequest) {
    items.removeAll { $0.edit.epoch < edit.epoch }
    items.append((edit, request))
  }

  /// The changes of an epoch, but for those that still wait for its end.
  func edits(ofEpoch epoch: Int, without waiting: [CommandRequest]) -> [RunEdit] {
    items.filter { item in
      item.edit.epoch == epoch && !waiting.contains { $0 == item.request }
    }.map(\.edit)
  }

  /// Returns the edits of a recipe that are still to be made.
  func toMake(of edits: [RunEdit]) -> [RunEdit] {
    var left = edits
    for item in items {
      if let index = left.firstIndex(of: item.edit) { left.remove(at: index) }
    }
    return left
  }
}
