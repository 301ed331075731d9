internal import JSONText

/// The value of a callback's parameter.
public enum ParameterValue: Equatable, Sendable {
  /// A count, such as a patience.
  case integer(Int)
  /// A real number, such as a smallest change.
  case number(Double)
  /// True or false.
  case boolean(Bool)
  /// A word, such as a mode.
  case text(String)
  /// Not set (Python's None).
  case none

  /// The value for a person, the same wherever a change is told.
  public var words: String {
    switch self {
    case .integer(let value): "\(value)"
    case .number(let value): value.settingWords
    case .boolean(let value): value ? "true" : "false"
    case .text(let value): value
    case .none: "none"
    }
  }
}

/// A parameter of a callback that can be changed while training runs.
public struct Parameter: Equatable, Sendable {
  /// The values that a field takes: they decide how an arrow key steps it and how typed text is
  /// read.
  public enum Kind: Equatable, Sendable {
    /// A whole number of at least 0; arrows step by 1.
    case count
    /// A number of at least 0; arrows step through 1, 2, 5 times powers of ten.
    case magnitude
    /// A number between two bounds, both excluded; arrows step by 0.05.
    case fraction
    /// Any number, or none; arrows step by 0.01.
    case optionalNumber
    /// `epoch`, or a number of batches of at least 1; arrows step by 1.
    case frequency
    /// True or false; arrows switch it.
    case boolean
    /// One of a few words; arrows step through them.
    case choice([String])
    /// A value that the run reports and nobody can change.
    case reading
    /// A kind that this version does not know, with its word in the file: shown, but not changed.
    case unknown(String)
  }

  /// The name in a recipe: Keras's name in snake case.
  public var name: String
  /// The current value.
  public var value: ParameterValue
  /// The values that it may have.
  public var kind: Kind

  /// Creates a parameter of a callback.
  public init(_ name: String, _ value: ParameterValue, _ kind: Kind) {
    self.name = name
    self.value = value
    self.kind = kind
  }
}
