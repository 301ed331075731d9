/// A random generator whose whole state is a value: the same seed gives the same numbers on any machine.
///
/// xoshiro256** 1.0, seeded by SplitMix64 (Blackman and Vigna, doi:10.1145/3460772). The state is
/// four words that a checkpoint can keep, which the system's generator does not allow.
public struct SeededGenerator: RandomNumberGenerator, Equatable, Sendable {
  /// The state; saving and restoring it continues the same sequence.
  public private(set) var state: (UInt64, UInt64, UInt64, UInt64)

  /// Starts the sequence of a seed.
  ///
  /// - Parameter seed: Any number; neighbouring seeds give unrelated sequences.
  public init(seed: UInt64) {
    var mixer = seed
    func next() -> UInt64 {
      mixer &+= 0x9E37_79B9_7F4A_7C15
      var z = mixer
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    state = (next(), next(), next(), next())
  }

  /// Continues from a saved state.
  ///
  /// - Parameter words: Four words that `words` returned.
  /// - Returns: `nil` unless there are four words, not all zero (a state that never changes).
  public init?(words: [UInt64]) {
    guard words.count == 4, words.contains(where: { $0 != 0 }) else { return nil }
    state = (words[0], words[1], words[2], words[3])
  }

  /// The state as an array, for files.
  public var words: [UInt64] { [state.0, state.1, state.2, state.3] }

  /// A generator for a separate purpose that shares the seed, such as weights or order.
  ///
  /// Each purpose draws its own numbers: adding a layer does not change the order of the data.
  public static func stream(_ stream: UInt64, seed: UInt64) -> SeededGenerator {
    SeededGenerator(seed: seed &* 0xD134_2543_DE82_EF95 &+ stream &* 0x9E37_79B9_7F4A_7C15)
  }

  public mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }

  /// A number in 0 ..< 1 with 24 random bits.
  public mutating func uniform() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// A number in `range`, uniformly.
  public mutating func uniform(_ range: ClosedRange<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A whole number in 0 ..< `bound`, without bias (Lemire, doi:10.1145/3230636).
  ///
  /// - Precondition: `bound` is positive.
  public mutating func index(below bound: Int) -> Int {
    precondition(bound > 0, "a bound must be positive")
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// Shuffles in place (Fisher–Yates, from the end).
  ///
  /// The standard library does not document its algorithm, and a run must be reproducible to the bit.
  ///
  /// - Complexity: O(count).
  public mutating func shuffle(_ items: inout [Int]) {
    guard items.count > 1 else { return }
    for last in stride(from: items.count - 1, to: 0, by: -1) {
      items.swapAt(last, index(below: last + 1))
    }
  }

  public static func == (a: SeededGenerator, b: SeededGenerator) -> Bool { a.state == b.state }
}
