internal import RunModel

/// A counter of batches until the next save; as in Keras it carries the rest of an epoch over to
/// the next.
struct BatchCounter {
  private var last: Int?
  private var seen = 0

  /// Counts a batch by its number, from 0.
  ///
  /// - Returns: True when it is time to save.
  mutating func isDue(_ batch: Int, every frequency: SaveFrequency) -> Bool {
    guard case .batches(let count) = frequency else { return false }
    if let last, batch > last { seen += batch - last } else { seen += batch + 1 }
    last = batch
    guard seen >= count else { return false }
    seen = 0
    return true
  }

  /// The counter as numbers: the batches since the last save, and the last batch or -1.
  var memory: LogValue {
    get { .list([.integer(seen), .integer(last ?? -1)]) }
    set {
      guard case .list(let numbers) = newValue, numbers.count == 2 else { return }
      seen = numbers[0].double.flatMap { Int(exactly: $0) } ?? 0
      last = numbers[1].double.flatMap { Int(exactly: $0) }.flatMap { $0 < 0 ? nil : $0 }
    }
  }
}
