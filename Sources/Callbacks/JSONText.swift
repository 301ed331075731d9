internal import RunModel

/// Logs as JSON text, laid out as Python's `json.dumps` does: ASCII only, a space after `,` and `:`.
enum JSONText {
  /// An object of all pairs, in order.
  ///
  /// - Complexity: O(n) in the text's length.
  static func object(_ logs: Logs) -> String {
    "{" + logs.map { "\(quoted($0.name)): \(text(of: $0.value))" }.joined(separator: ", ") + "}"
  }

  private static func text(of value: LogValue) -> String {
    switch value {
    case .number(let number): text(of: number)
    case .single(let number): text(of: Double(number))
    case .integer(let number): "\(number)"
    case .text(let text): quoted(text)
    // NumPy's `item()`: an array of one value is that value.
    case .list(let values) where values.count == 1: text(of: values[0])
    case .list(let values): "[" + values.map(text(of:)).joined(separator: ", ") + "]"
    case .none: "null"
    }
  }

  private static func text(of number: Double) -> String {
    number.isFinite ? number.pythonDescription : "null"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for unit in text.utf16 {
      switch unit {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0x0A: result += "\\n"
      case 0x0D: result += "\\r"
      case 0x09: result += "\\t"
      case 0x20...0x7E: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return result + "\""
  }
}
