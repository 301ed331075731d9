internal import JSONText
internal import RunModel

/// Python's csv dialect "excel" with a chosen separator, in which `CSVLogger` writes rows and
/// values.
struct CSVDialect {
  let separator: Unicode.Scalar

  /// A row with its line end.
  func row(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: String(separator)) + "\r\n"
  }

  /// Quotes a field only when it must be.
  private func quoted(_ field: String) -> String {
    let mustQuote = field.unicodeScalars.contains {
      $0 == separator || $0 == "\"" || $0 == "\r" || $0 == "\n"
    }
    guard mustQuote else { return field }
    var text = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { text += "\"" }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }

  /// The text of a value as Keras hands it to the writer; a list is in literal quotation marks.
  static func text(of value: LogValue) -> String {
    switch value {
    case .list(let values): "\"[\(values.map(element).joined(separator: ", "))]\""
    case .none: ""
    default: element(value)
    }
  }

  /// The text of a value, as Python's `str` gives it.
  private static func element(_ value: LogValue) -> String {
    switch value {
    case .number(let number): number.pythonDescription
    case .single(let number): number.pythonDescription
    case .integer(let number): "\(number)"
    case .text(let text): text
    case .list(let values): "[\(values.map(element).joined(separator: ", "))]"
    case .none: "None"
    }
  }
}
