/// A score and its index, in a form that sorts fast: highest score first, then the earlier.
struct ScoreOrder: Comparable {
  private let key: UInt64
  /// The index.
  let index: Int32

  init(score: Double, index: Int) {
    // -0 and 0 are the same score.
    let bits = (score == 0 ? 0 : score).bitPattern
    key = bits >> 63 == 0 ? ~(bits | 1 << 63) : bits
    self.index = Int32(truncatingIfNeeded: index)
  }

  static func < (first: Self, second: Self) -> Bool {
    first.key == second.key ? first.index < second.index : first.key < second.key
  }
}
