/// Values of which at most a number is kept: where there are more, every second, fourth, … and the
/// last.
struct ThinnedValues<Value: Equatable & Sendable>: Equatable, Sendable {
  /// The values whose index is a multiple of `spacing`.
  private var kept: [Value] = []
  /// The last value, unless it is among those.
  private var last: Value?
  private var spacing = 1
  /// The number of values that were added.
  private(set) var count = 0

  /// The number of values that are kept.
  var keptCount: Int { kept.count + (last == nil ? 0 : 1) }

  /// Adds a value.
  ///
  /// - Parameter limit: The greatest number of kept values, at least 2.
  /// - Complexity: O(1), amortised.
  mutating func append(_ value: Value, limit: Int) {
    if count % spacing == 0 {
      kept.append(value)
      last = nil
    } else {
      last = value
    }
    count += 1
    thin(to: limit)
  }

  /// Keeps no more than a number of values.
  mutating func thin(to limit: Int) {
    while kept.count > max(2, limit) {
      // The last one stays, whether or not its turn comes.
      if kept.count % 2 == 0, last == nil { last = kept.last }
      kept = kept.indices.filter { $0 % 2 == 0 }.map { kept[$0] }
      spacing *= 2
    }
  }

  /// The kept value that is the last one up to an index, and its own index.
  ///
  /// - Precondition: `index` is below `count`.
  func value(upTo index: Int) -> (index: Int, value: Value) {
    if index == count - 1, let last { return (index, last) }
    return (index / spacing * spacing, kept[index / spacing])
  }
}
