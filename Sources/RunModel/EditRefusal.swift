/// Why an edit was not applied, in words for the person who asked.
public struct EditRefusal: Error, Equatable, Sendable {
  /// What is wrong and what would be right.
  public var why: String

  /// Makes a refusal.
  public init(_ why: String) { self.why = why }

  /// A value that a field does not take, in the same words whether it cannot be read or is refused.
  ///
  /// - Parameters:
  ///   - what: the words of the field's kind.
  ///   - text: the value; empty when there is none.
  public init(_ field: String, takes what: String, not text: String) {
    why = "\(field) takes \(what)" + (text.isEmpty ? "" : ", not \(text)")
  }
}

extension CallbackField.Kind {
  /// The largest count that is taken: sums of some of them stay far from what an `Int` holds.
  public static let largestCount = 1_000_000_000

  /// The values that it takes, in words.
  ///
  /// - Parameter least: the least count.
  public func words(least: Int = 0) -> String {
    switch self {
    case .count: "a whole number from \(least) to \(Self.largestCount)"
    case .magnitude: "a number of at least 0"
    case .fraction: "a number between 0 and 1"
    case .optionalNumber: "a number or none"
    case .frequency: "epoch or a number of batches"
    case .boolean: "true or false"
    case .unknown: "no other value"
    }
  }
}
