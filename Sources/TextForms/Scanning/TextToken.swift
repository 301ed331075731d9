/// A piece of a line: a word, a number, or something whose text varies without meaning.
struct TextToken {
  /// The kind of a piece.
  enum Kind: UInt8 {
    /// Letters with what joins them: `val_loss`, `Acc@1`, `mini-batch`.
    case word
    /// A number, including `nan`, `inf`, and a missing one such as `N/A`.
    case number
    /// A date, a time of day, or a duration.
    case time
    /// A run of the characters that draw bars and rules.
    case bar
    /// A path, an address in a source file, or an identifier such as a hash.
    case path
    /// A punctuation character.
    case mark
  }

  /// The unit that directly follows a number.
  enum Unit: UInt8 {
    case none, percent, other
  }

  /// The kind.
  var kind: Kind
  /// The unit of a number.
  var unit = Unit.none
  /// True for a number that is written without a point or an exponent.
  var isWhole = false
  /// The character of a mark; a fullwidth one counts as the plain one.
  var mark: UInt8 = 0
  /// The index of the first byte in the line.
  var start: Int32
  /// The index after the last byte.
  var end: Int32
  /// The value of a number; ``missing`` where a word such as `None` stands for it.
  var value = 0.0

  /// The range of the bytes in the line.
  var range: Range<Int> { Int(start)..<Int(end) }

  /// The mark of a number that is left out in the log.
  static let missing = Double(nan: 0x6D69_7373, signaling: false)

  /// Returns true for the mark of a missing number.
  static func isMissing(_ value: Double) -> Bool { value.bitPattern == missing.bitPattern }
}
