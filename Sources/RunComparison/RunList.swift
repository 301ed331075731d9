/// The list of the runs of a screen: its order, the runs that are hidden, and the condition that was
/// typed.
///
/// Runs are known by their names.
package struct RunList: Equatable, Sendable {
  /// The order of the rows.
  package private(set) var order = RunOrder(.best)
  /// The names of the hidden runs.
  package private(set) var hidden: Set<String> = []
  /// The typed condition; empty for none.
  package private(set) var filter = ""

  /// Creates a list of all runs, the best one first.
  package init() {}

  /// The rows: the runs that meet the condition, hidden ones among them.
  ///
  /// - Complexity: O(runs · settings + runs · log runs).
  package func table(of runs: [ComparedRun]) -> RunTable {
    RunTable(runs, filters: filter.isEmpty ? [] : [RunFilter(filter)], order: order)
  }

  /// The indices of the runs without curves: those that are hidden or do not meet the condition.
  package func leftOut(of runs: [ComparedRun]) -> Set<Int> {
    let condition = filter.isEmpty ? nil : RunFilter(filter)
    return Set(
      runs.indices.filter { index in
        hidden.contains(runs[index].name) || condition?.includes(runs[index]) == false
      })
  }

  /// Sorts and hides as the list was left.
  package mutating func restore(order: RunOrder, hidden: [String]) {
    self.order = order
    self.hidden = Set(hidden)
  }

  /// Hides a run, or shows it again.
  package mutating func toggle(_ name: String) { hidden.formSymmetricDifference([name]) }

  /// Shows all runs.
  package mutating func showAll() { hidden = [] }

  /// Sorts by a column.
  package mutating func sort(by order: RunOrder) { self.order = order }

  /// Sorts by the next column.
  package mutating func sortDifferently() { order = order.next }

  /// Reverses the order.
  package mutating func reverse() { order.isReversed.toggle() }

  /// Sets the condition.
  package mutating func filter(by text: String) { filter = text }
}
