public import SeededRandom

extension SeededGenerator {
  /// A number from 0 up to, but not including, `sides`; 0 when there are no sides.
  public mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<max(1, sides), using: &self) }
}
