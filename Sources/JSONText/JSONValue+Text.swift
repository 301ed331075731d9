extension JSONValue {
  /// The value as one line of compact JSON.
  ///
  /// - Complexity: O(size).
  public var text: String { text(layout: .compact) }

  /// The value as one line of JSON.
  ///
  /// A number that is not finite becomes `null`; see ``finite(_:)`` to keep it.
  ///
  /// - Complexity: O(size).
  public func text(layout: JSONLayout) -> String {
    var out = ""
    write(to: &out, layout)
    return out
  }

  private func write(to out: inout String, _ layout: JSONLayout) {
    switch self {
    case .null: out += "null"
    case .boolean(let value): out += value ? "true" : "false"
    case .integer(let value): out += "\(value)"
    case .number(let value): out += value.isFinite ? value.pythonDescription : "null"
    case .string(let text): Self.write(text, to: &out, layout)
    case .array(let values):
      out += "["
      for (index, value) in values.enumerated() {
        if index > 0 { out += layout.comma }
        value.write(to: &out, layout)
      }
      out += "]"
    case .object(let members):
      out += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { out += layout.comma }
        Self.write(member.name, to: &out, layout)
        out += layout.colon
        member.value.write(to: &out, layout)
      }
      out += "}"
    }
  }

  private static func write(_ text: String, to out: inout String, _ layout: JSONLayout) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\r": out += "\\r"
      case "\u{8}" where layout == .python: out += "\\b"
      case "\u{C}" where layout == .python: out += "\\f"
      case _ where scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value: escape(scalar, to: &out)
      case _ where layout == .python && !scalar.isASCII: escape(scalar, to: &out)
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }

  /// Writes `\u` and four hexadecimal digits, for two surrogates where UTF-16 needs them.
  private static func escape(_ scalar: Unicode.Scalar, to out: inout String) {
    for unit in UTF16.encode(scalar) ?? .init() {
      let digits = String(unit, radix: 16)
      out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
}
