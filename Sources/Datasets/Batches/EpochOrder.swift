internal import SeededRandom

/// The order in which an epoch goes through its examples.
public struct EpochOrder: Equatable, Sendable {
  /// How many examples.
  public let count: Int
  /// The seed; nil keeps the examples as they are.
  public let seed: UInt64?

  /// An order; the same seed and epoch always give the same.
  public init(count: Int, seed: UInt64?) {
    self.count = count
    self.seed = seed
  }

  /// The examples' indices in the order of an epoch.
  ///
  /// - Complexity: O(count).
  public func indices(epoch: Int) -> [Int] {
    var order = Array(0..<count)
    guard let seed else { return order }
    var random = SeededGenerator.stream(1_000_003 &+ UInt64(epoch), seed: seed)
    random.shuffle(&order)
    return order
  }
}
