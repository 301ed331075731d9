extension Parameter {
  /// The value after an arrow key was pressed.
  ///
  /// - Parameter steps: 1 up, -1 down; larger for a shifted key.
  /// - Returns: `nil` when there is no such value: below 0, or when nothing is set.
  public func stepped(by steps: Int) -> ParameterValue? {
    switch (kind, value) {
    case (.count, .integer(let count)):
      let next = max(0, min(1_000_000_000, count.addingReportingOverflow(steps).partialValue))
      return next == count ? nil : .integer(next)
    case (.magnitude, .number(let size)):
      return .number(Self.magnitude(size, steppedBy: steps))
    case (.fraction, .number(let fraction)):
      let next = ((fraction + 0.05 * Double(steps)) * 100).rounded() / 100
      return next > 0 && next < 1 ? .number(next) : nil
    case (.optionalNumber, .number(let number)):
      return .number(((number + 0.01 * Double(steps)) * 1e6).rounded() / 1e6)
    case (.frequency, .integer(let count)):
      let next = min(1_000_000_000, count.addingReportingOverflow(steps).partialValue)
      return next < 1 ? .text("epoch") : .integer(next)
    case (.frequency, .text):
      return steps > 0 ? .integer(steps) : nil
    case (.choice(let words), .text(let word)):
      guard let index = words.firstIndex(of: word) else { return words.first.map { .text($0) } }
      let next = max(0, min(words.count - 1, index + steps))
      return next == index ? nil : .text(words[next])
    case (.boolean, .boolean(let isOn)):
      return .boolean(!isOn)
    default:
      return nil
    }
  }

  /// Reads a value that a person typed for this field.
  ///
  /// A count that is out of range is parsed; the run refuses it.
  ///
  /// - Throws: `EditRefusal` when the text is not a value of this kind.
  public func parse(_ text: String) throws(EditRefusal) -> ParameterValue {
    if let whyFixed { throw EditRefusal(whyFixed) }
    if case .choice(let words) = kind { return try choose(text, of: words) }
    let text = text.filter { $0 != " " }
    let refusal = EditRefusal(name, takes: kind.words(), not: text)
    switch kind {
    case .count:
      guard let count = Int(text) else { throw refusal }
      return .integer(count)
    case .magnitude, .fraction:
      guard let number = Double(text), number.isFinite else { throw refusal }
      return .number(number)
    case .optionalNumber:
      if text.lowercased() == "none" || text.isEmpty { return .none }
      guard let number = Double(text), number.isFinite else { throw refusal }
      return .number(number)
    case .frequency:
      if text == "epoch" { return .text(text) }
      guard let count = Int(text) else { throw refusal }
      return .integer(count)
    case .boolean:
      switch text.lowercased() {
      case "true", "yes", "on", "1": return .boolean(true)
      case "false", "no", "off", "0": return .boolean(false)
      default: throw refusal
      }
    case .choice, .reading, .unknown: throw refusal
    }
  }

  /// The reason why the parameter cannot be changed; nil when it can.
  public var whyFixed: String? {
    switch kind {
    case .reading: "\(name) cannot be changed: the run only reports it"
    case .unknown: "\(name) cannot be changed: this version of plateau does not know its kind"
    case .count, .magnitude, .fraction, .optionalNumber, .frequency, .boolean, .choice: nil
    }
  }

  private func choose(_ text: String, of words: [String]) throws(EditRefusal) -> ParameterValue {
    let text = text.split(separator: " ").joined(separator: " ")
    guard
      let word = words.first(where: { $0 == text })
        ?? words.first(where: { $0.lowercased() == text.lowercased() })
    else { throw EditRefusal(name, takes: kind.words(), not: text) }
    return .text(word)
  }

  /// Steps through …, 1, 2, 5, 10, 20, 50, … times a power of ten; from 0 up to 1e-6 and back.
  public static func magnitude(_ value: Double, steppedBy steps: Int) -> Double {
    var value = value
    for _ in 0..<abs(steps) { value = steps > 0 ? above(value) : below(value) }
    return value
  }

  /// The steps from 1e-6 to 5e9, each a literal's exact value.
  private static let ladder: [Double] = (-6...9).flatMap { power in
    [1, 2, 5].map { Double("\($0)e\(power)") ?? 0 }
  }

  private static func above(_ value: Double) -> Double {
    ladder.first { $0 > value * (1 + 1e-9) } ?? value
  }

  private static func below(_ value: Double) -> Double {
    ladder.last { $0 < value * (1 - 1e-9) } ?? 0
  }
}
