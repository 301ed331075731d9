/// The reason why an edit was not applied, for the person who asked for it.
public struct EditRefusal: Error, Equatable, Sendable, CustomStringConvertible {
  /// A sentence with the fault and what would be right.
  public var why: String

  /// Creates a refusal with its reason.
  public init(_ why: String) { self.why = why }

  public var description: String { why }

  /// Refuses a value in the same words whether it cannot be read or is not allowed.
  ///
  /// - Parameters:
  ///   - what: The values that the field takes.
  ///   - text: The value; empty when there is none.
  public init(_ field: String, takes what: String, not text: String) {
    why = "\(field) takes \(what)" + (text.isEmpty ? "" : ", not \(text)")
  }
}

extension Parameter.Kind {
  /// The largest count that is allowed: sums of a few of them stay far below the largest `Int`.
  public static let largestCount = 1_000_000_000

  /// The values that the kind allows, in words.
  ///
  /// - Parameter least: The smallest count.
  public func words(least: Int = 0) -> String {
    switch self {
    case .count: "a whole number from \(least) to a billion"
    case .magnitude: "a number of at least 0"
    case .fraction: "a number between 0 and 1"
    case .optionalNumber: "a number or none"
    case .frequency: "epoch or a number of batches"
    case .boolean: "true or false"
    case .choice(let words): words.joined(separator: ", ")
    case .reading, .unknown: "no other value"
    }
  }
}
