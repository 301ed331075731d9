internal import CYAML

/// A fault that libyaml has found, in words for the person who wrote the text.
struct YAMLFault {
  /// libyaml's words for the fault, and for what it was reading.
  private let problem: String
  private let context: String
  /// The place of the fault, and of the beginning of what was being read, from 1.
  private let (place, start): (place: YAMLPlace, start: YAMLPlace)
  /// The parts of the line before and from the fault.
  private let before: String
  private let rest: String

  /// Takes the fault of a parser; nil where it says none.
  ///
  /// - Parameter text: All that it reads.
  init?(_ parser: yaml_parser_t, in text: String) {
    guard let problem = parser.problem else { return nil }
    self.problem = String(cString: problem)
    context = parser.context.map { String(cString: $0) } ?? ""
    place = YAMLPlace(parser.problem_mark)
    start = YAMLPlace(parser.context_mark)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let line = lines.indices.contains(place.line - 1) ? lines[place.line - 1] : ""
    before = String(line.unicodeScalars.prefix(place.column - 1))
    rest = String(line.unicodeScalars.dropFirst(place.column - 1))
  }

  /// The error, with libyaml's words only where there are no plainer ones.
  var error: YAMLError {
    switch problem {
    // Here the place is that of what follows, maybe many lines below.
    case "could not find expected ':'": error("this line has no \": \" behind a key", at: start)
    case "found unexpected end of stream", "found unexpected document indicator":
      error("this quotation mark is not closed", at: start)
    default: error(words, at: place)
    }
  }

  private func error(_ words: String, at place: YAMLPlace) -> YAMLError {
    YAMLError(words, line: place.line, column: place.column)
  }

  private var words: String {
    switch problem {
    case "mapping values are not allowed in this context" where before.contains(": "):
      "a second \": \" in one line; a text that contains it needs quotation marks"
    case "mapping values are not allowed in this context":
      "no key can stand here: the line above has a value already, or this one is indented too far"
    case "did not find expected key" where isFirst: "this line is indented like none above"
    case "did not find expected key":
      "the value ends before this; put all of it in quotation marks"
    case "did not find expected '-' indicator":
      "this line is indented like the list above, but does not begin with -"
    case "did not find expected ',' or ']'": unclosed("[", by: "]")
    case "did not find expected ',' or '}'": unclosed("{", by: "}")
    case "did not find expected node content":
      "a value is missing" + (rest.first.map { " before \($0)" } ?? "")
    case "did not find expected <document start>":
      "this does not belong to what is above; is it indented like it?"
    case "block sequence entries are not allowed in this context":
      "a list with - begins in a line of its own"
    case "mapping keys are not allowed in this context": Self.quotable("?")
    case "found character that cannot start any token" where !rest.hasPrefix("\t"):
      Self.quotable(rest.first.map { "\($0)" } ?? "this")
    case "found character that cannot start any token",
      "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      "a tab indents this line; only spaces may"
    case "found unknown escape character", "did not find expected hexdecimal number":
      #"between double quotation marks, write \\ for \; single ones leave it as it is"#
    case "did not find expected comment or line break" where context.hasSuffix("block scalar"):
      "nothing can stand behind | or > in this line"
    default: wordsOfSign ?? problem
    }
  }

  /// The words where a text begins with a sign that means something to YAML; nil elsewhere.
  private var wordsOfSign: String? {
    switch context {
    case "while scanning a tag", "while parsing a tag": Self.quotable("!")
    case "while parsing a node" where problem == "found undefined tag handle": Self.quotable("!")
    case "while scanning an anchor": Self.quotable("&")
    case "while scanning an alias": Self.quotable("*")
    case "while scanning a directive", "while scanning a %YAML directive",
      "while scanning a %TAG directive":
      Self.quotable("%")
    default: nil
    }
  }

  /// True where nothing but spaces is before the fault in its line.
  private var isFirst: Bool { before.allSatisfy { $0 == " " } }

  static func quotable(_ sign: String) -> String {
    "a text that begins with \(sign) needs quotation marks"
  }

  private func unclosed(_ opening: String, by closing: String) -> String {
    "the \(opening) of line \(start.line) has no \(closing), or a comma is missing before this"
  }
}

/// A place in a text, counted from 1.
struct YAMLPlace {
  let line: Int
  let column: Int

  init(_ mark: yaml_mark_t) { (line, column) = (Int(mark.line) + 1, Int(mark.column) + 1) }
}
