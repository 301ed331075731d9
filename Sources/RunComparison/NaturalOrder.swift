/// The order of names in which numbers count as numbers: `exp2` comes before `exp10`.
package enum NaturalOrder {
  /// True when a name comes before another one; capital and small letters are the same.
  ///
  /// - Complexity: O(characters).
  package static func isBefore(_ a: String, _ b: String) -> Bool {
    let (left, right) = (pieces(a), pieces(b))
    for (one, other) in zip(left, right) where one != other {
      switch (one, other) {
      case (.number(let x, let digits), .number(let y, let others)):
        return x == y ? digits < others : isLess(x, y)
      case (.text(let x), .text(let y)): return x < y
      case (.number, .text): return true
      case (.text, .number): return false
      }
    }
    return left.count == right.count ? a < b : left.count < right.count
  }

  private enum Piece: Equatable {
    /// Digits without leading zeros, and the number of all of them.
    case number(Substring, Int)
    case text(String)
  }

  /// Compares whole numbers of any length.
  private static func isLess(_ a: Substring, _ b: Substring) -> Bool {
    a.count == b.count ? a < b : a.count < b.count
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  private static func pieces(_ name: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = name[...]
    while let first = rest.first {
      if isDigit(first) {
        let digits = rest.prefix(while: isDigit)
        pieces.append(.number(digits.drop { $0 == "0" }, digits.count))
        rest = rest.dropFirst(digits.count)
      } else {
        let text = rest.prefix { !isDigit($0) }
        pieces.append(.text(text.lowercased()))
        rest = rest.dropFirst(text.count)
      }
    }
    return pieces
  }
}
