/// A number as a person types it: `0.001`, or relative to the present one as `*0.5`, `/2`, `+2`.
package struct TypedNumber {
  /// The number.
  package let value: Double

  /// Reads a number; nil for anything else, and for a relative one without a present one.
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
