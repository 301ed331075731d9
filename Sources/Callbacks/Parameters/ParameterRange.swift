internal import JSONText
public import RunModel

/// The values that a parameter takes, in recipes and in edits alike.
public enum ParameterRange: Equatable, Sendable {
  /// A whole number from `least` to a billion.
  case count(least: Int = 0)
  /// A finite number of at least 0.
  case magnitude
  /// A finite number of at least 0; a recipe's sign is dropped, as Keras drops it.
  case difference
  /// A number between 0 and 1, both excluded.
  case fraction
  /// A finite number of either sign, less than a bound.
  case number(below: Double = .infinity)
  /// A finite number, or none.
  case optionalNumber
  /// True or false.
  case boolean
  /// `epoch`, or every so many batches.
  case frequency
  /// One of a few words.
  case choice([String])
  /// Any text.
  case text
  /// The name of a file or folder; a relative one is seen from the run's folder.
  case file

  /// The kind that the screen and the events know; nil when the parameter cannot be edited there.
  var editKind: Parameter.Kind? {
    switch self {
    case .count: .count
    case .magnitude, .difference: .magnitude
    case .fraction: .fraction
    // The steps of the arrow keys stay between 0 and 1.
    case .number(below: 1): .fraction
    case .number, .optionalNumber: .optionalNumber
    case .boolean: .boolean
    case .frequency: .frequency
    case .choice, .text, .file: nil
    }
  }

  /// The values in words, for refusals.
  public var words: String {
    switch self {
    case .count(let least): Parameter.Kind.count.words(least: least)
    case .choice(let choices): choices.joined(separator: ", ")
    case .number(let bound): bound.isFinite ? "a number below \(bound.metricWords)" : "a number"
    case .text: "text"
    case .file: "a name"
    case .magnitude, .difference, .fraction, .optionalNumber, .boolean, .frequency:
      editKind?.words() ?? ""
    }
  }

  /// Returns true for a value in the range.
  public func contains(_ value: ParameterValue) -> Bool {
    switch (self, value) {
    case (.count(let least), .integer(let count)):
      return (least...Parameter.Kind.largestCount).contains(count)
    case (.frequency, .integer(let count)):
      return (1...Parameter.Kind.largestCount).contains(count)
    case (.frequency, .text(let text)): return text == "epoch"
    case (.optionalNumber, .none): return true
    case (.choice(let choices), .text(let text)): return choices.contains(text)
    case (.file, .text(let text)): return !text.isEmpty
    case (.boolean, .boolean), (.text, .text): return true
    default:
      guard let number = value.plainNumber, number.isFinite else { return false }
      switch self {
      case .magnitude, .difference: return number >= 0
      case .fraction: return number > 0 && number < 1
      case .number(let bound): return number < bound
      case .optionalNumber: return true
      default: return false
      }
    }
  }

  /// Checks a value.
  ///
  /// - Parameter name: The parameter's name in the refusal.
  /// - Throws: `EditRefusal` with the values that would fit.
  public func check(_ value: ParameterValue, of name: String) throws(EditRefusal) {
    if contains(value) { return }
    // A number of batches that is out of range is answered as a count.
    let range: ParameterRange =
      if self == .frequency, case .integer = value { .count(least: 1) } else { self }
    // As the Python client writes it.
    var words = value.words
    if case .number(let number) = value { words = number.pythonDescription }
    throw EditRefusal(name, takes: range.words, not: words)
  }
}

extension ParameterValue {
  /// The value as a number; nil for a switch, a text and none.
  var plainNumber: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .boolean, .text, .none: nil
    }
  }
}
