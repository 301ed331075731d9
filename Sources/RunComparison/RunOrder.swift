internal import Cells
internal import RunModel

/// The order of the rows of a table of runs.
package struct RunOrder: Equatable, Sendable {
  /// A column.
  package enum Key: Equatable, Sendable {
    /// The order in which the runs were given.
    case given
    case name, state, epochs, best, last, started
    /// A setting by its name.
    case setting(String)
  }

  /// The column.
  package var key: Key
  /// True for the opposite order.
  package var isReversed: Bool

  /// The words that name a column.
  package static let words = ["name", "state", "epochs", "best", "last", "started"]

  /// Creates an order.
  package init(_ key: Key = .given, isReversed: Bool = false) {
    self.key = key
    self.isReversed = isReversed
  }

  /// The columns that a key walks through.
  private static let walk: [Key] = [.given, .best, .last, .name, .epochs, .started, .state]

  /// The order by the next column.
  package var next: RunOrder {
    let index = Self.walk.firstIndex(of: key) ?? 0
    return RunOrder(Self.walk[(index + 1) % Self.walk.count])
  }

  /// The order by a column whose title was clicked: the opposite one where the rows have that order.
  package func clicked(_ key: Key) -> RunOrder {
    RunOrder(key, isReversed: key == self.key && !isReversed)
  }

  /// The column in words.
  package var sentence: String {
    let words =
      switch key {
      case .given: "age"
      case .setting(let name): name.sanitized
      case .name: "name"
      case .state: "state"
      case .epochs: "epochs"
      case .best: "best value"
      case .last: "last value"
      case .started: "start"
      }
    return isReversed ? "\(words), reversed" : words
  }

  /// Reads the name of a column, or of a setting; a minus in front reverses the order.
  package init(_ text: String) {
    isReversed = text.hasPrefix("-")
    let word = isReversed ? String(text.dropFirst()) : text
    key =
      switch word {
      case "given", "": .given
      case "name": .name
      case "state": .state
      case "epochs": .epochs
      case "best": .best
      case "last": .last
      case "started": .started
      default: .setting(word)
      }
  }

  /// The order as it is read.
  package var text: String {
    let word =
      switch key {
      case .given: "given"
      case .name: "name"
      case .state: "state"
      case .epochs: "epochs"
      case .best: "best"
      case .last: "last"
      case .started: "started"
      case .setting(let name): name
      }
    return isReversed ? "-" + word : word
  }

  /// Sorts runs; the best and the newest come first, and runs without a value last.
  ///
  /// Values are only compared between runs that are judged alike: those judged by the metric of the
  /// table come first, then the others metric by metric.
  ///
  /// - Parameter metric: The metric of the table.
  /// - Complexity: O(n · log n).
  package func sorted(_ runs: [RunTable.Row], metric: String) -> [RunTable.Row] {
    guard key != .given else { return isReversed ? runs.reversed() : runs }
    return runs.sorted { isBefore($0, $1, metric) }
  }

  private func isBefore(_ a: RunTable.Row, _ b: RunTable.Row, _ metric: String) -> Bool {
    switch key {
    case .given: return a.number < b.number
    case .name: return isReversed ? later(a, b) : earlier(a, b)
    case .state:
      if a.run.state == b.run.state { return earlier(a, b) }
      return (a.run.state < b.run.state) != isReversed
    case .epochs: return compare(Double(a.run.epochs), Double(b.run.epochs), a, b, isLess: false)
    case .started: return compare(a.run.startTime, b.run.startTime, a, b, isLess: false)
    case .best, .last:
      let (left, right) =
        key == .best ? (a.run.best, b.run.best) : (a.run.last, b.run.last)
      if left != nil, right != nil {
        if a.run.metric != b.run.metric {
          if a.run.metric == metric || b.run.metric == metric { return a.run.metric == metric }
          return NaturalOrder.isBefore(a.run.metric, b.run.metric)
        }
        let (one, other) = (Self.rank(a.run.direction), Self.rank(b.run.direction))
        if one != other { return one < other }
      }
      let isLess = a.run.direction == .min
      return compare(left?.value, right?.value, a, b, isLess: isLess)
    case .setting(let name):
      let (left, right) = (a.run.settings[name], b.run.settings[name])
      if let x = left.flatMap(Double.init), let y = right.flatMap(Double.init) {
        return compare(x, y, a, b, isLess: true)
      }
      guard let left, let right else { return left != nil && right == nil }
      if left == right { return earlier(a, b) }
      return NaturalOrder.isBefore(left, right) != isReversed
    }
  }

  /// The place of runs among those with the same metric, by its better direction.
  private static func rank(_ direction: Direction?) -> Int {
    switch direction {
    case .max: 0
    case .min: 1
    case nil: 2
    }
  }

  private func compare(
    _ x: Double?, _ y: Double?, _ a: RunTable.Row, _ b: RunTable.Row, isLess: Bool
  ) -> Bool {
    guard let x, let y else { return x == nil && y == nil ? earlier(a, b) : x != nil }
    if x == y { return earlier(a, b) }
    return (x < y) == (isLess != isReversed)
  }

  private func earlier(_ a: RunTable.Row, _ b: RunTable.Row) -> Bool {
    a.run.name == b.run.name
      ? a.number < b.number : NaturalOrder.isBefore(a.run.name, b.run.name)
  }

  private func later(_ a: RunTable.Row, _ b: RunTable.Row) -> Bool { earlier(b, a) }
}
