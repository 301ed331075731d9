internal import SeededRandom

extension SeededGenerator {
  /// A random Boolean value.
  mutating func nextBool() -> Bool { next() >> 63 == 1 }
}
