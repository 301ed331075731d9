internal import CurveStore

/// A bracket that is open.
struct Scope {
  /// The bracket.
  var open: UInt8
  /// The key before it.
  var name = ""
  /// True when the word before it goes for the values in it.
  var isLabel = false
}

/// A reader of the names in one line.
struct LayoutReader {
  let line: [UInt8]
  let tokens: [TextToken]
  var layout = FormLayout()
  var phrase: [Int] = []
  var pending: [Int] = []
  var label = ""
  var key = ""
  var previousCell: [Int] = []
  /// The bracket directly behind the last word, which belongs to the name: `(B)`.
  var suffix = ""
  var carried: LogSeries.Split?
  /// The names of the next numbers: those of `P/R/F1: 0.5/0.6/0.55` and of the elements of lists.
  var nextNames: [String] = []
  /// The data of the value behind the next slash.
  var secondSplit: LogSeries.Split?
  var scopes: [Scope] = []
  /// True when the name of the next number ends with a unit of time or size.
  var isUnitAhead = false
  var cell = 0
  var numbers = 0
  var isDeviation = false
  var settingsDepth: Int?
  var words = 0

  /// Reads a line that was cut into tokens.
  static func layout(_ line: [UInt8], _ tokens: [TextToken]) -> FormLayout {
    var reader = LayoutReader(line, tokens)
    return reader.read()
  }

  private init(_ line: [UInt8], _ tokens: [TextToken]) {
    (self.line, self.tokens) = (line, tokens)
  }

  func text(_ index: Int) -> String {
    String(decoding: line[tokens[index].range], as: UTF8.self)
  }

  mutating func read() -> FormLayout {
    var index = loggerPrefix()
    while index < tokens.count {
      let token = tokens[index]
      switch token.kind {
      case .word: index = readWord(index)
      case .number:
        readNumber(index)
        index += 1
      case .mark: index = readMark(index)
      case .bar where isLeader(index): index += 1
      case .bar:
        layout.hasBar = true
        endPart()
        index += 1
      case .time, .path:
        endPart()
        index += 1
      }
    }
    endPart()
    layout.split = carried
    layout.cells = cell
    layout.words = words
    layout.isRule = tokens.allSatisfy { $0.kind == .bar || $0.kind == .mark }
    LayoutNames.complete(&layout, line)
    return layout
  }

  /// The number of tokens of `INFO:trainer:`, with which Python's logging begins a line.
  private func loggerPrefix() -> Int {
    guard tokens.count > 4, tokens[0].kind == .word, tokens[1].mark == UInt8(ascii: ":"),
      tokens[2].kind == .word, tokens[3].mark == UInt8(ascii: ":"),
      (1...3).allSatisfy({ gapBefore($0) == 0 }), Self.levels.contains(text(0)),
      tokens[4].kind != .number, SplitWords.split(text(2)) == nil
    else { return 0 }
    return 4
  }

  private static let levels: Set<String> = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]

  /// Returns true for the dots between a name and its number.
  func isLeader(_ index: Int) -> Bool {
    !phrase.isEmpty && index + 1 < tokens.count && tokens[index + 1].kind == .number
      && line[tokens[index].range].allSatisfy { $0 == UInt8(ascii: ".") }
  }

  // MARK: Phrases

  /// Ends a part of the line: words behind an unnamed number may be its name.
  mutating func endPart() {
    defer {
      noteSplit(phrase)
      phrase = []
      pending = []
    }
    guard let first = phrase.first, first > 0, tokens[first - 1].kind == .number,
      let last = layout.slots.indices.last, layout.slots[last].use == .unnamed,
      !layout.slots[last].isBracketed, phrase.count <= 3
    else { return }
    layout.slots[last].name = name(phrase)
    layout.slots[last].use = .measure
    layout.slots[last].isFollowedByWords = true
  }

  /// Notes the data that words name, for the values that follow.
  mutating func noteSplit(_ words: [Int]) {
    let isField = Self.splitFields.contains(key.lowercased())
    // TensorFlow's estimators say so of an evaluation.
    if words.count > 2, text(words[0]) == "Saving", text(words[1]) == "dict" {
      carried = .validation
    }
    for index in words {
      if let split = isField ? SplitWords.split(in: text(index)) : SplitWords.split(text(index)) {
        carried = split
      }
    }
  }

  /// The names of fields whose value says what was measured on.
  static let splitFields: Set<String> = [
    "_type", "type", "split", "mode", "phase", "stage", "subset", "set", "dataset", "part",
    "prefix",
    "partition", "fold", "state", "job", "task", "kind",
  ]

  /// The text of words with what is between them, in single blanks.
  func name(_ words: [Int]) -> String {
    words.map(text).joined(separator: " ")
  }
}
