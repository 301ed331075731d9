internal import BareFoundation
internal import SeededRandom

/// A setting and the values that a sweep gives it: `learning_rate=1e-4,1e-3`, `early_stopping.patience=3..6`.
package struct SweptSetting: Equatable, Sendable {
  /// The values of a setting.
  package enum Values: Equatable, Sendable {
    /// Each of these texts.
    case list([String])
    /// A number between two bounds, which only a random sweep can draw.
    case range(ClosedRange<Double>)
  }

  /// The name, as `--set` takes it or as it stands in braces in a command.
  package let name: String
  package let values: Values

  /// The most whole numbers that a range may have.
  private static let mostValues = 10_000

  /// Creates a setting with the values of a list.
  package init(_ name: String, _ values: [String]) {
    (self.name, self.values) = (name, .list(values))
  }

  /// Reads `NAME=VALUE,VALUE` or `NAME=FIRST..LAST`.
  ///
  /// - Throws: `SweepError` when it has another form.
  package init(_ text: String) throws(SweepError) {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex,
      text.index(after: equals) < text.endIndex
    else {
      throw SweepError("--over \(text): write a setting and its values: learning_rate=1e-4,1e-3")
    }
    name = String(text[..<equals])
    if name == "run" {
      throw SweepError("--over \(text): {run} is the run's folder; name the setting otherwise")
    }
    if text.contains(where: \.isNewline) {
      throw SweepError("--over \(name): a value has more than one line")
    }
    let values = String(text[text.index(after: equals)...])
    // Two dots elsewhere belong to a path.
    guard let dots = values.firstRange(of: ".."), !values.contains("/") else {
      let list = Self.parts(values)
      if list.contains("") { throw SweepError("--over \(text): a value is empty") }
      if let twice = list.indices.first(where: { list[..<$0].contains(list[$0]) }) {
        throw SweepError("--over \(text): \(list[twice]) is listed twice")
      }
      self.values = .list(list)
      return
    }
    let (first, last) = (values[..<dots.lowerBound], values[dots.upperBound...])
    if let low = Int(first), let high = Int(last) {
      let (span, isTooWide) = high.subtractingReportingOverflow(low)
      guard low <= high, !isTooWide, span < Self.mostValues else {
        throw SweepError(
          "--over \(text): a range has its smaller number first, and at most "
            + "\(Self.mostValues) numbers")
      }
      self.values = .list((low...high).map { "\($0)" })
    } else if let low = Double(first), let high = Double(last), low < high, low.isFinite,
      high.isFinite
    {
      self.values = .range(low...high)
    } else {
      throw SweepError("--over \(text): a range has two numbers, such as 1..5 or 1e-4..1e-1")
    }
  }

  /// The first and the last number of a range; empty for a list.
  package var ends: [String] {
    guard case .range(let range) = values else { return [] }
    return ["\(range.lowerBound)", "\(range.upperBound)"]
  }

  /// Cuts a text at its commas, except for those in brackets and quotation marks.
  private static func parts(_ text: String) -> [String] {
    var parts = [""]
    var depth = 0
    var quote: Character?
    for character in text {
      if character == ",", depth == 0, quote == nil {
        parts.append("")
        continue
      }
      switch character {
      case "[", "{": depth += quote == nil ? 1 : 0
      case "]", "}": depth -= quote == nil ? 1 : 0
      case "\"", "'": quote = quote == nil ? character : quote == character ? nil : quote
      default: break
      }
      parts[parts.count - 1].append(character)
    }
    return parts
  }

  /// Draws a value.
  ///
  /// A range of positive numbers whose ends are at least a factor of ten apart is drawn evenly on
  /// a logarithmic scale, any other evenly. Numbers have four significant digits.
  func value(drawnBy generator: inout SeededGenerator) -> String {
    switch values {
    case .list(let list): return list[generator.index(below: list.count)]
    case .range(let range):
      let part = Double(generator.next() >> 11) * 0x1p-53
      let (low, high) = (range.lowerBound, range.upperBound)
      let isLogarithmic = low > 0 && high / low >= 10
      let value =
        isLogarithmic ? low * pow(high / low, part) : low + (high - low) * part
      return Self.text(value)
    }
  }

  private static func text(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    let scale = pow(10, 3 - floor(log10(abs(value))))
    guard scale.isFinite, scale > 0 else { return "\(value)" }
    return "\((value * scale).rounded() / scale)"
  }
}
