import Cells
import CurveStore
import JSONText

/// The forms of a console text as text and as JSON: what was read from its lines, and what was not.
struct InspectForms {
  private let forms: [LogForm]
  private let width: Int
  private static let listedRead = 12
  private static let listedIgnored = 5
  private static let listedNumbers = 5

  /// Creates the report of the forms of a log.
  ///
  /// - Parameter width: The columns of the terminal, to which the examples are cut.
  init(_ forms: [LogForm], width: Int) {
    (self.forms, self.width) = (forms, width)
  }

  /// Lines for a person; empty when there are no forms.
  var text: String {
    let read = forms.filter { $0.reason == nil && $0.role != .rule }
    let ignored = forms.filter { $0.reason != nil }
    let listedRead = Self.mostFrequent(read, Self.listedRead).sorted().map { read[$0] }
    let listedIgnored = Self.mostFrequent(ignored, Self.listedIgnored).map { ignored[$0] }
    let counts = (listedRead + listedIgnored).map { "\($0.lines)".count }
    let indent = max("lines".count, counts.max() ?? 0)
    var out = ""
    if !listedRead.isEmpty {
      out += "\n" + line("lines", "form", indent)
      for form in listedRead {
        out += line("\(form.lines)", Self.example(form), indent)
        for words in wrapped(Self.words(form), indent) { out += line("", words, indent) }
      }
      out += rest(read, listedRead, indent)
    }
    if !listedIgnored.isEmpty {
      let reasons = listedIgnored.map { $0.reason ?? "" }
      let column = max("left out".count, reasons.map(\.cellWidth).max() ?? 0)
      out += "\n" + line("lines", "left out".padded(to: column) + "  example", indent)
      for (form, reason) in zip(listedIgnored, reasons) {
        out += line(
          "\(form.lines)", reason.padded(to: column) + "  " + Self.example(form), indent)
      }
      out += rest(ignored, listedIgnored, indent)
    }
    return out
  }

  /// The indices of the forms with the most lines, these first.
  private static func mostFrequent(_ forms: [LogForm], _ count: Int) -> [Int] {
    Array(
      forms.indices.sorted { (forms[$1].lines, $0) < (forms[$0].lines, $1) }.prefix(count))
  }

  private func line(_ count: String, _ text: String, _ indent: Int) -> String {
    (count.leftPadded(to: indent) + "  " + text).truncated(to: width) + "\n"
  }

  /// The line that counts the forms that are not listed; empty when all are.
  private func rest(_ all: [LogForm], _ listed: [LogForm], _ indent: Int) -> String {
    let count = all.count - listed.count
    guard count > 0 else { return "" }
    let lines = all.reduce(0) { $0 + $1.lines } - listed.reduce(0) { $0 + $1.lines }
    return line("\(lines)", "in \(count) more \(count == 1 ? "form" : "forms")", indent)
  }

  private static func example(_ form: LogForm) -> String {
    let text = form.example.sanitized.drop { $0 == " " }
    return String(text)
  }

  /// The numbers of a form with their names, or what a line without numbers says.
  private static func words(_ form: LogForm) -> [String] {
    switch form.role {
    case .section(let split): ["the lines that follow are about \(split.rawValue) data"]
    case .group(let name): ["the names that follow are in the group \(name.sanitized)"]
    default:
      form.numbers.filter { $0.meaning != .leftOut }.map(words) + leftOut(form.numbers)
    }
  }

  /// The numbers of a line that are not read, in one phrase; none where all are.
  private static func leftOut(_ numbers: [LogForm.Number]) -> [String] {
    let texts = numbers.filter { $0.meaning == .leftOut }.map(\.text.sanitized)
    guard !texts.isEmpty else { return [] }
    let more = texts.count > listedNumbers ? " and \(texts.count - listedNumbers) more" : ""
    return ["left out: " + texts.prefix(listedNumbers).joined(separator: ", ") + more]
  }

  private static func words(_ number: LogForm.Number) -> String {
    var words = "\(number.name) \(number.text)"
    if let total = number.total { words += " of \(total)" }
    if case .value(let split?) = number.meaning { words += " (\(split.rawValue))" }
    return words.sanitized
  }

  /// Words in lines that fit beside the counts.
  private func wrapped(_ words: [String], _ indent: Int) -> [String] {
    var lines: [String] = []
    for word in words {
      if let last = lines.last, (last + " · " + word).cellWidth + indent + 2 <= width {
        lines[lines.count - 1] = last + " · " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }

  // MARK: JSON

  /// All forms, in order of their first line.
  var json: JSONValue { .array(forms.map { Self.json($0) }) }

  private static func json(_ form: LogForm) -> JSONValue {
    let (role, detail) = name(form.role)
    return .members([
      "lines": .integer(form.lines),
      "first_line": .integer(form.firstLine),
      "example": .string(form.example),
      "role": .string(role),
      "split": role == "section" ? .string(detail) : nil,
      "group": role == "group" ? .string(detail) : nil,
      "reason": form.reason.map(JSONValue.string),
      "pattern": form.pattern.map(JSONValue.string),
      "numbers": .array(form.numbers.map { json($0) }),
    ])
  }

  private static func name(_ role: LogForm.Role) -> (role: String, detail: String) {
    switch role {
    case .record: ("record", "")
    case .position: ("position", "")
    case .section(let split): ("section", split.rawValue)
    case .group(let name): ("group", name)
    case .rule: ("rule", "")
    case .ignored(let reason): ("left_out", reason)
    }
  }

  private static func json(_ number: LogForm.Number) -> JSONValue {
    var split: LogSeries.Split?
    if case .value(let known) = number.meaning { split = known }
    return .members([
      "name": .string(number.name),
      "meaning": .string(name(number.meaning)),
      "split": split.map { .string($0.rawValue) },
      "text": .string(number.text),
      "total": number.total.map(JSONValue.string),
    ])
  }

  private static func name(_ meaning: LogForm.Number.Meaning) -> String {
    switch meaning {
    case .epoch: "epoch"
    case .step: "step"
    case .progress: "progress"
    case .value: "value"
    case .leftOut: "left_out"
    }
  }
}
