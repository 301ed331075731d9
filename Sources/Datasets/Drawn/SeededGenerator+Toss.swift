internal import SeededRandom

extension SeededGenerator {
  /// Tosses a coin.
  mutating func tossed() -> Bool { next() >> 63 == 1 }
}
