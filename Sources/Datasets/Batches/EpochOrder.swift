internal import SeededRandom

/// The order of the examples in an epoch.
public struct EpochOrder: Equatable, Sendable {
  /// The number of examples.
  public let count: Int
  /// The seed; `nil` keeps the order of the source.
  public let seed: UInt64?

  /// Creates an order; the same seed and epoch always give the same one.
  public init(count: Int, seed: UInt64?) {
    self.count = count
    self.seed = seed
  }

  /// The indices of the examples in the order of an epoch.
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
