/// A number as a person types it: `0.001`, or relative to the present one as `*0.5`, `/2`, `+2`.
package struct TypedNumber {
  /// The number.
  package let value: Double

  /// Reads a number; nil for anything else, and for a factor without a present one.
  package init?(_ text: String, from present: Double?) {
    guard let sign = text.first, "*/+".contains(sign), let present else {
      guard let number = Double(text) else { return nil }
      value = number
      return
    }
    guard let operand = Double(text.dropFirst()) else { return nil }
    switch sign {
    case "*": value = present * operand
    case "/": value = present / operand
    default: value = present + operand
    }
  }

  /// The text of a value for a parameter: a relative one worked out, any other as it was typed.
  package static func worked(out text: String, from present: Double?, isWhole: Bool) -> String {
    guard let sign = text.first, "*/+".contains(sign),
      let number = TypedNumber(text, from: present)?.value, number.isFinite
    else { return text }
    return isWhole && abs(number) < 1e15 ? "\(Int(number.rounded()))" : "\(number)"
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
    let present = present ?? value
    let isWhole = if case .integer = present { true } else { false }
    return try parse(TypedNumber.worked(out: text, from: present.number, isWhole: isWhole))
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
