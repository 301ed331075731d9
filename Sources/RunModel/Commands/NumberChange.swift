internal import JSONText

/// A change of a number: to another one, or relative to the one that holds when it takes effect.
public enum NumberChange: Equatable, Sendable {
  /// The number is set.
  case to(Double)
  /// The number is multiplied.
  case times(Double)
  /// Another one is added to the number.
  case plus(Double)

  /// Reads a change as a person types it: `0.001`, `*0.5`, `/2`, `+2`.
  ///
  /// The number behind a sign has none of its own.
  ///
  /// - Returns: nil for any other text.
  public init?(_ text: String) {
    guard let sign = text.first, Self.signs.contains(sign) else {
      guard let number = Double(text) else { return nil }
      self = .to(number)
      return
    }
    let digits = text.dropFirst()
    guard let first = digits.first, first == "." || first.isWholeNumber,
      let operand = Double(digits), operand.isFinite, sign != "/" || operand != 0
    else { return nil }
    switch sign {
    case "*": self = .times(operand)
    case "/": self = .times(1 / operand)
    default: self = .plus(operand)
    }
  }

  /// Reads the change of a learning rate as a person types it; nil when no rate above 0 can come of it.
  package init?(ofRate text: String) {
    self.init(text)
    guard let rate = result(from: 1), rate > 0, rate.isFinite else { return nil }
  }

  /// The form of the change of a learning rate.
  package static let rateForm = "a learning rate is a number above 0, such as 0.001 or *0.5"

  /// The signs before a relative change.
  static let signs: [Character] = ["*", "/", "+"]

  /// True for a change whose result depends on the number that holds.
  public var isRelative: Bool { if case .to = self { false } else { true } }

  /// The new number; nil for a relative change of an unknown one.
  ///
  /// That of a relative change has twelve digits: 0.1 times 3 is 0.3.
  ///
  /// - Parameter present: The number that holds; nil when it is unknown.
  public func result(from present: Double?) -> Double? {
    switch self {
    case .to(let number): number
    case .times(let factor): present.map { ($0 * factor).rounded(toDigits: 12) }
    case .plus(let step): present.map { ($0 + step).rounded(toDigits: 12) }
    }
  }

  /// The change behind the name of what it changes: `= 0.001`, `× 0.5`, `+ 2`.
  package var words: String {
    switch self {
    case .to(let number): "= \(number.settingWords)"
    case .times(let factor): "× \(factor.settingWords)"
    case .plus(let step): step < 0 ? "- \((-step).settingWords)" : "+ \(step.settingWords)"
    }
  }
}

extension NumberChange {
  /// The change as a member of a command: `"value"`, `"factor"` or `"by"`.
  var member: JSONValue.Member {
    switch self {
    case .to(let number): .init("value", .finite(number))
    case .times(let factor): .init("factor", .finite(factor))
    case .plus(let step): .init("by", .finite(step))
    }
  }

  /// Reads the change of a learning rate from the members of its command.
  ///
  /// - Throws: `SchemaError` unless there is one of them, with a number that fits.
  init(ofRate json: JSONValue) throws(SchemaError) {
    let names = ["value", "factor", "by"].filter { json[$0].map { $0 != .null } ?? false }
    guard names.count == 1, let number = json[names[0]]?.double,
      names == ["value"] || number.isFinite
    else {
      throw SchemaError("set_learning_rate takes one number, as \"value\", \"factor\" or \"by\"")
    }
    switch names[0] {
    case "value": self = .to(number)
    case "by": self = .plus(number)
    default:
      guard number > 0 else {
        throw SchemaError("set_learning_rate takes a \"factor\" above 0, such as 0.5")
      }
      self = .times(number)
    }
  }
}

extension Parameter {
  /// The value that a person typed, as such or relative to the present one: `12`, `+2`, `*0.5`.
  ///
  /// - Parameter present: The present value; nil for that of the parameter.
  /// - Throws: `EditRefusal` when it is not one of the allowed values.
  package func parse(
    typed text: String, from present: ParameterValue? = nil
  ) throws(EditRefusal) -> ParameterValue {
    let typed = text.filter { $0 != " " }
    guard kind.hasNumbers, let sign = typed.first, NumberChange.signs.contains(sign) else {
      return try parse(text)
    }
    let present = present ?? value
    guard let number = NumberChange(typed)?.result(from: present.number), number.isFinite else {
      throw EditRefusal(name, takes: kind.words(), not: typed)
    }
    let isWhole = if case .integer = present { abs(number) < 1e15 } else { false }
    return try parse(isWhole ? "\(Int(number.rounded()))" : "\(number)")
  }
}

extension Parameter.Kind {
  /// True when its values are numbers, but for a word that some have.
  fileprivate var hasNumbers: Bool {
    switch self {
    case .count, .magnitude, .fraction, .optionalNumber, .frequency: true
    case .boolean, .choice, .reading, .unknown: false
    }
  }
}

extension ParameterValue {
  /// The value as a number; nil when it is not one.
  package var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .boolean, .text, .none: nil
    }
  }
}

extension CallbackState {
  /// Returns true for a name of one of its parameters: alone, or behind the callback's id or name.
  package func calls(_ parameter: Parameter, _ name: String) -> Bool {
    [parameter.name, "\(id).\(parameter.name)", "\(self.name).\(parameter.name)"].contains(name)
  }
}
