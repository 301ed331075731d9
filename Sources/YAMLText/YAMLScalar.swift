/// A scalar of a YAML document: its text, and what the text stands for.
public struct YAMLScalar: Equatable, Sendable {
  /// The way a scalar is written.
  public enum Style: Equatable, Sendable {
    /// Without quotes.
    case plain
    /// In single quotes.
    case singleQuoted
    /// In double quotes.
    case doubleQuoted
    /// As lines after `|`.
    case literal
    /// As lines after `>`.
    case folded
  }

  /// The text, without quotes.
  public let string: String
  /// The way it is written; only plain text stands for anything but itself.
  public let style: Style
  /// The tag that it has in the document, such as `!!str`; nil for none.
  public let tag: String?
  /// The line where it begins, from 1; nil for a scalar that was not read.
  public let line: Int?

  /// Creates a scalar.
  public init(_ string: String, style: Style = .plain, tag: String? = nil, line: Int? = nil) {
    self.string = string
    self.style = style
    self.tag = tag
    self.line = line
  }

  /// True for plain text without a tag, which may stand for something else.
  private var isResolved: Bool { style == .plain && tag == nil }

  /// True for nothing, `~` or `null`.
  public var isNull: Bool {
    isResolved && ["", "~", "null", "Null", "NULL"].contains(string)
  }

  /// The switch that the text stands for in YAML 1.1: `true`, `yes`, `on` or their opposites.
  public var bool: Bool? {
    guard isResolved else { return nil }
    return switch string.lowercased() {
    case "true", "yes", "on": true
    case "false", "no", "off": false
    default: nil
    }
  }

  /// The whole number that the text stands for in YAML 1.1, which may have underscores and begin
  /// with `0x`, `0o`, `0b`, or with 0 for an octal number.
  public var int: Int? {
    guard isResolved else { return nil }
    let text = string.filter { $0 != "_" }
    let sign = text.hasPrefix("-") ? "-" : ""
    let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    guard digits.first?.isHexDigit == true else { return nil }
    for (prefix, radix) in [("0x", 16), ("0b", 2), ("0o", 8), ("0", 8)]
    where digits.hasPrefix(prefix) && digits != "0" {
      return Int(sign + digits.dropFirst(prefix.count), radix: radix)
    }
    return Int(sign + digits)
  }

  /// The number that the text stands for in YAML 1.1.
  public var float: Double? {
    guard isResolved else { return nil }
    return switch string.lowercased() {
    case ".inf", "+.inf": .infinity
    case "-.inf": -.infinity
    case ".nan": .nan
    case let text: Double(text.filter { $0 != "_" })
    }
  }
}

extension YAMLNode {
  /// True for a scalar that stands for null.
  public var isNull: Bool { scalar?.isNull == true }
  /// The switch that a scalar stands for.
  public var bool: Bool? { scalar?.bool }
  /// The whole number that a scalar stands for.
  public var int: Int? { scalar?.int }
  /// The number that a scalar stands for.
  public var float: Double? { scalar?.float }
}
