/// Text in roff, the language of manual pages.
struct RoffText {
  private(set) var text = ""

  /// Adds a request, such as `SH` with the title of a section.
  mutating func request(_ name: String, _ arguments: String...) {
    text += ".\(name)"
    for argument in arguments {
      text += " \"\(Self.escaped(argument).replacing("\"", with: "\\(dq"))\""
    }
    text += "\n"
  }

  /// Adds a line of running text.
  mutating func line(_ words: String) {
    let words = Self.escaped(words)
    // A line that begins with one of these would be a request.
    text += (words.hasPrefix(".") || words.hasPrefix("'") ? "\\&" : "") + words + "\n"
  }

  /// Adds a line of bold text.
  mutating func bold(_ words: String) { line("\u{1}" + words + "\u{2}") }

  /// Adds a term and its meaning.
  mutating func item(_ term: String, _ meaning: String) {
    request("TP")
    bold(term)
    line(meaning.isEmpty ? "\u{3}" : meaning)
  }

  /// Adds paragraphs, which blank lines separate; lines that are indented keep their form.
  mutating func paragraphs(_ words: String) {
    var isLiteral = false
    var isBegun = false
    for words in words.split(separator: "\n", omittingEmptySubsequences: false) {
      let isIndented = words.hasPrefix("  ")
      if isLiteral, !isIndented {
        text += ".fi\n.RE\n"
        isLiteral = false
      }
      guard words.contains(where: { $0 != " " }) else {
        isBegun = false
        continue
      }
      if !isBegun { request("PP") }
      isBegun = true
      if isIndented, !isLiteral {
        text += ".RS 2\n.nf\n"
        isLiteral = true
      }
      line(String(isIndented ? words.dropFirst(2) : words))
    }
    if isLiteral { text += ".fi\n.RE\n" }
  }

  private static func escaped(_ words: String) -> String {
    words.reduce(into: "") { result, character in
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "~": result += "\\(ti"
      case "^": result += "\\(ha"
      case "\u{1}": result += "\\fB"
      case "\u{2}": result += "\\fR"
      case "\u{3}": result += "\\&"
      default: result.append(character)
      }
    }
  }
}
