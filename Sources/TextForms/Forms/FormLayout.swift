internal import CurveStore

/// The numbers of a form with their names, as read from one line.
struct FormLayout {
  /// The numbers, in order; those that are left out, too.
  var slots: [TextSlot] = []
  /// The data that a line without measures announces: `Validation:`.
  var split: LogSeries.Split?
  /// True when a bar is drawn in the line.
  var hasBar = false
  /// True when the line is a dash line or another rule.
  var isRule = false
  /// The number of the line's cells, where `|` divides it.
  var cells = 0
  /// The number of words.
  var words = 0
}

/// A reader of the names in one line.
struct LayoutReader {
  private let line: [UInt8]
  private let tokens: [TextToken]
  private var layout = FormLayout()
  private var phrase: [Int] = []
  private var pending: [Int] = []
  private var label = ""
  private var key = ""
  private var previousCell: [Int] = []
  /// The bracket directly behind the last word, which belongs to the name: `(B)`.
  private var suffix = ""
  private var carried: LogSeries.Split?
  private var scopes: [(open: UInt8, name: String)] = []
  private var cell = 0
  private var numbers = 0
  private var isDeviation = false
  private var settingsDepth: Int?
  private var words = 0

  /// Reads a line that was cut into tokens.
  static func layout(_ line: [UInt8], _ tokens: [TextToken]) -> FormLayout {
    var reader = LayoutReader(line, tokens)
    return reader.read()
  }

  private init(_ line: [UInt8], _ tokens: [TextToken]) {
    (self.line, self.tokens) = (line, tokens)
  }

  private func text(_ index: Int) -> String {
    String(decoding: line[tokens[index].range], as: UTF8.self)
  }

  private mutating func read() -> FormLayout {
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      switch token.kind {
      case .word: index = readWord(index)
      case .number:
        readNumber(index)
        index += 1
      case .mark: index = readMark(index)
      case .bar:
        layout.hasBar = true
        endPhrase()
        index += 1
      case .time, .path:
        endPhrase()
        index += 1
      }
    }
    endPart()
    noteSplit(phrase)
    layout.split = carried
    layout.cells = cell
    layout.words = words
    layout.isRule = tokens.allSatisfy { $0.kind == .bar || $0.kind == .mark }
    LayoutNames.complete(&layout, carried)
    return layout
  }

  // MARK: Words

  private mutating func readWord(_ index: Int) -> Int {
    words += 1
    let word = text(index)
    if word.hasPrefix("±") {
      isDeviation = word == "±"
      return index + 1
    }
    let gap = gapBefore(index)
    if phrase.isEmpty, index > 0, tokens[index - 1].kind == .number,
      follows(index, number: word, gap: gap)
    {
      return index + 1
    }
    if gap >= 2, !phrase.isEmpty { endPart() }
    phrase.append(index)
    suffix = ""
    return index + 1
  }

  /// The number of blanks before a token; a tab counts as two.
  private func gapBefore(_ index: Int) -> Int {
    guard index > 0 else { return 0 }
    let gap = line[Int(tokens[index - 1].end)..<Int(tokens[index].start)]
    return gap.reduce(0) { $0 + ($1 == 0x09 ? 2 : 1) }
  }

  /// Takes a word as the unit or counter of the number directly before it.
  private mutating func follows(_ index: Int, number word: String, gap: Int) -> Bool {
    guard let last = layout.slots.indices.last else { return false }
    if Units.isUnit(word: word) {
      let slot = slotOfTotal(last)
      if layout.slots[slot].use == .measure || layout.slots[slot].use == .unnamed {
        layout.slots[slot].use = .ignored(.unit)
      }
      return true
    }
    guard gap <= 1, layout.slots[last].isWhole, let counter = CounterWords.counter(word) else {
      return false
    }
    switch layout.slots[last].use {
    case .unnamed, .counter:
      guard layout.slots[last].use == .unnamed || gap == 0 else { return false }
      layout.slots[last].use = .counter(counter == .epoch ? .epoch : .step)
      layout.slots[last].name = word
      return true
    default: return false
    }
  }

  /// The slot whose total another is, or the slot itself.
  private func slotOfTotal(_ index: Int) -> Int {
    layout.slots.lastIndex { $0.total == layout.slots[index].number } ?? index
  }

  // MARK: Phrases

  /// Forgets the words so far.
  private mutating func endPhrase() {
    endPart()
    phrase = []
  }

  /// Ends a part of the line: words behind an unnamed number may be its name.
  private mutating func endPart() {
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
  private mutating func noteSplit(_ words: [Int]) {
    let isField = Self.splitFields.contains(key.lowercased())
    for index in words {
      if let split = isField ? SplitWords.split(in: text(index)) : SplitWords.split(text(index)) {
        carried = split
      }
    }
  }

  /// The names of fields whose value says what was measured on.
  private static let splitFields: Set<String> = [
    "_type", "type", "split", "mode", "phase", "stage", "subset", "set", "dataset", "part",
    "prefix",
    "partition", "fold", "state", "job", "task", "kind",
  ]

  /// The text of words with what is between them, in single blanks.
  private func name(_ words: [Int]) -> String {
    words.map(text).joined(separator: " ")
  }

  // MARK: Numbers

  private mutating func readNumber(_ index: Int) {
    let token = tokens[index]
    var slot = TextSlot(number: numbers)
    numbers += 1
    slot.isWhole = token.isWhole
    slot.isLeading = index == 0
    slot.isPercent = token.unit == .percent
    slot.column = token.range
    slot.cell = cell
    slot.isBracketed = scopes.contains { $0.open != UInt8(ascii: "{") }
    slot.label = label
    defer {
      layout.slots.append(slot)
      phrase = []
      isDeviation = false
    }
    if isDeviation {
      slot.use = .ignored(.deviation)
    } else if settingsDepth != nil {
      slot.use = .ignored(.settings)
    } else if !attach(index, &slot) {
      resolve(index, &slot)
      if token.unit == .other, slot.use == .measure || slot.use == .unnamed {
        slot.use = .ignored(.unit)
      }
    }
  }

  /// Attaches a number to the one before: as a total or as a mean.
  private mutating func attach(_ index: Int, _ slot: inout TextSlot) -> Bool {
    guard let last = layout.slots.indices.last, index >= 2 else { return false }
    let before = tokens[index - 1]
    if before.mark == UInt8(ascii: "/"), tokens[index - 2].kind == .number {
      if layout.slots[last].isWhole { layout.slots[last].total = slot.number }
      slot.use = .ignored(.total)
      return true
    }
    if phrase.count == 1, ["of", "out", "/"].contains(text(phrase[0])) || isOutOf(index),
      layout.slots[last].isWhole
    {
      layout.slots[last].total = slot.number
      slot.use = .ignored(.total)
      return true
    }
    if before.mark == UInt8(ascii: "("), tokens[index - 2].kind == .number {
      let closes = index + 1 < tokens.count && tokens[index + 1].mark == UInt8(ascii: ")")
      guard closes else { return false }
      layout.slots[slotOfTotal(last)].mean = slot.number
      slot.use = .ignored(.mean)
      return true
    }
    return false
  }

  private func isOutOf(_ index: Int) -> Bool {
    index >= 2 && phrase.count == 2 && text(phrase[0]) == "out" && text(phrase[1]) == "of"
  }

  /// Finds the name of a number and what it is.
  private mutating func resolve(_ index: Int, _ slot: inout TextSlot) {
    let isSigned = signBefore(index)
    var words = phrase
    if words.isEmpty, isSigned { words = pending }
    let isCell = words.isEmpty && isPairedCell(index)
    if isCell { words = previousCell }
    let resolved = NameWords(words.map(text), isSigned: isSigned || isCell)
    slot.isJoined = resolved.isJoined
    if let split = resolved.split { carried = split }
    switch resolved.meaning {
    case .nothing:
      slot.use = .unnamed
      if resolved.split != nil { slot.isLeading = true }
    case .counter(let counter, let before):
      slot.use = .counter(counter)
      slot.name = resolved.name
      pending = Array(words.prefix(before))
      return
    case .writer: slot.use = .writer
    case .ignored: slot.use = .ignored(.text)
    case .measure:
      slot.use = .measure
      slot.name = scoped(resolved.name + (words == phrase ? suffix : ""))
      slot.split = resolved.ownSplit ?? carried
      slot.hasOwnSplit = resolved.ownSplit != nil
      slot.isFollowedByWords = !isSigned && isSentence(index)
    }
    pending = []
  }

  /// Returns true for the number of `| loss | 0.5 |`: alone in its cell, behind a cell of words, and
  /// before the end or another cell of words.
  private func isPairedCell(_ index: Int) -> Bool {
    guard !previousCell.isEmpty, tokens[index - 1].mark == UInt8(ascii: "|"),
      index + 1 < tokens.count, tokens[index + 1].mark == UInt8(ascii: "|")
    else { return false }
    return index + 2 == tokens.count || tokens[index + 2].kind == .word
  }

  private func scoped(_ name: String) -> String {
    let prefix = scopes.map(\.name).filter { !$0.isEmpty && SplitWords.split($0) == nil }
    return (prefix + [name]).joined(separator: "/")
  }

  private func signBefore(_ index: Int) -> Bool {
    var before = index - 1
    while before >= 0, tokens[before].kind == .mark {
      switch tokens[before].mark {
      case UInt8(ascii: ":"), UInt8(ascii: "="): return true
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "["), UInt8(ascii: "("),
        UInt8(ascii: "$"):
        before -= 1
      default: return false
      }
    }
    return false
  }

  /// Returns true when words follow a number that are neither its unit nor the name of another.
  private func isSentence(_ index: Int) -> Bool {
    var next = index + 1
    guard next < tokens.count, tokens[next].kind == .word, !Units.isUnit(word: text(next)),
      gapBefore(next) < 2
    else { return false }
    while next < tokens.count, tokens[next].kind == .word { next += 1 }
    return next == tokens.count || tokens[next].kind != .number && tokens[next].kind != .mark
  }

  // MARK: Marks

  private mutating func readMark(_ index: Int) -> Int {
    let mark = tokens[index].mark
    switch mark {
    case UInt8(ascii: "|"):
      cell += 1
      previousCell = phrase
      endPart()
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "*"),
      UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "#"):
      endPart()
    case UInt8(ascii: "-"), UInt8(ascii: "~"): if index > 0, gapBefore(index) > 0 { endPart() }
    case UInt8(ascii: "+"): isDeviation = index > 0 && tokens[index - 1].kind == .number
    case UInt8(ascii: ":"), UInt8(ascii: "="): return readSign(index)
    case UInt8(ascii: "["): open(mark)
    case UInt8(ascii: "{"):
      open(mark)
      endPhrase()
    case UInt8(ascii: "("): return readRound(index)
    case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"):
      if let depth = settingsDepth, scopes.count <= depth { settingsDepth = nil }
      if !scopes.isEmpty { scopes.removeLast() }
      if mark != UInt8(ascii: ")") || phrase.isEmpty { endPart() }
    default: break
    }
    return index + 1
  }

  private mutating func open(_ mark: UInt8) {
    // The word before the outermost brace is no key of it.
    let name = mark == UInt8(ascii: "{") && isInBraces ? key : ""
    key = ""
    if let split = SplitWords.split(in: name) { carried = split }
    scopes.append((mark, name))
  }

  /// Reads a colon or an equals sign: it joins a name and its number, or ends a label.
  private mutating func readSign(_ index: Int) -> Int {
    var next = index + 1
    while next < tokens.count, tokens[next].kind == .mark, "\"'[($".utf8.contains(tokens[next].mark)
    { next += 1 }
    if next < tokens.count, tokens[next].kind == .number { return index + 1 }
    if next < tokens.count, isWrapper(next) { return next + 2 }
    guard !phrase.isEmpty else { return index + 1 }
    key = name(phrase)
    if !isInBraces { label = key }
    noteSplit(phrase)
    phrase = []
    return index + 1
  }

  private var isInBraces: Bool { scopes.contains { $0.open == UInt8(ascii: "{") } }

  /// Returns true for `np.float32(0.5` and `tensor(0.5`, whose word is no name.
  private func isWrapper(_ index: Int) -> Bool {
    guard index + 2 < tokens.count, tokens[index].kind == .word,
      tokens[index + 1].mark == UInt8(ascii: "("), tokens[index + 2].kind == .number
    else { return false }
    let word = text(index).lowercased()
    return ["float", "tensor", "array", "decimal", "int", "number", "double"].contains {
      word.contains($0)
    }
  }

  /// Reads a round bracket: a remark, settings in a call, or one that is only punctuation.
  private mutating func readRound(_ index: Int) -> Int {
    let isGlued = index > 0 && tokens[index - 1].kind == .word && gapBefore(index) == 0
    var end = index + 1
    var depth = 1
    var hasNumber = false
    var hasEquals = false
    while end < tokens.count, depth > 0 {
      switch tokens[end].kind {
      case .number: hasNumber = true
      case .mark:
        switch tokens[end].mark {
        case UInt8(ascii: "("): depth += 1
        case UInt8(ascii: ")"): depth -= 1
        case UInt8(ascii: "="): hasEquals = true
        default: break
        }
      default: break
      }
      end += 1
    }
    if isGlued, hasEquals, settingsDepth == nil {
      settingsDepth = scopes.count + 1
      scopes.append((UInt8(ascii: "("), ""))
      return index + 1
    }
    if !hasNumber, depth == 0, !phrase.isEmpty || index > 0 && tokens[index - 1].kind == .number {
      // A remark: its words are no names, but it may say what was measured on.
      let inside = (index + 1..<end - 1).filter { tokens[$0].kind == .word }
      if phrase.isEmpty {
        if let first = inside.first, inside.count == 1, Units.isUnit(word: text(first)),
          let last = layout.slots.indices.last, layout.slots[last].use == .measure
        {
          layout.slots[last].use = .ignored(.unit)
        }
      } else {
        noteSplit(inside)
        let isSplit = inside.contains { SplitWords.split(text($0)) != nil }
        if isGlued, !isSplit, end - index <= 12 {
          let bytes = line[Int(tokens[index].start)..<Int(tokens[end - 1].end)]
          suffix = String(decoding: bytes, as: UTF8.self)
        }
      }
      return end
    }
    if !phrase.isEmpty, index + 1 < tokens.count, tokens[index + 1].kind == .word { endPart() }
    scopes.append((UInt8(ascii: "("), ""))
    return index + 1
  }
}
