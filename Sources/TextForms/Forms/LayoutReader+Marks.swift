internal import CurveStore

extension LayoutReader {
  mutating func readMark(_ index: Int) -> Int {
    let mark = tokens[index].mark
    switch mark {
    case UInt8(ascii: "|"):
      cell += 1
      previousCell = phrase
      if layout.slots.isEmpty, !phrase.isEmpty { layout.rowLabel = name(phrase) }
      endPart()
    case UInt8(ascii: "#") where isNumberSign(index): break
    case UInt8(ascii: ",") where isInTuple(index): break
    case UInt8(ascii: "*") where index > 0 && ":=*".utf8.contains(tokens[index - 1].mark): break
    case UInt8(ascii: "<") where index > 0 && ":=".utf8.contains(tokens[index - 1].mark): break
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "*"),
      UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "#"):
      endPart()
    case UInt8(ascii: ".") where gapBefore(index) == 0 && endsSentence(index): endPart()
    case UInt8(ascii: "\"") where endsField(index): endPart()
    case UInt8(ascii: "-") where isSignInBar(index): break
    case UInt8(ascii: "-"), UInt8(ascii: "~"): if index > 0, gapBefore(index) > 0 { endPart() }
    case UInt8(ascii: "+"):
      isDeviation = index > 0 && tokens[index - 1].kind == .number
      // `range(train_steps + 1)`
      if index + 1 < tokens.count, gapBefore(index) > 0, gapBefore(index + 1) > 0 { endPart() }
    case UInt8(ascii: ":"), UInt8(ascii: "="): return readSign(index)
    case UInt8(ascii: "["):
      if index == 0, let end = leadingLabel() { return end }
      if let name = bracketLabel(index) {
        (label, phrase) = (name, [])
        open(mark)
        scopes[scopes.count - 1].isLabel = true
      } else {
        open(mark)
      }
    case UInt8(ascii: "{"):
      open(mark)
      endPart()
    case UInt8(ascii: "("): return readRound(index)
    case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"):
      if let depth = settingsDepth, scopes.count <= depth { settingsDepth = nil }
      if scopes.popLast()?.isLabel == true { label = "" }
      if mark != UInt8(ascii: ")") || phrase.isEmpty { endPart() }
    default: break
    }
    return index + 1
  }

  /// Returns true for the second quotation mark of `msg="epoch done" epoch=3`.
  private func endsField(_ index: Int) -> Bool {
    guard let first = phrase.first, first >= 2, index + 1 < tokens.count else { return false }
    return tokens[first - 1].mark == UInt8(ascii: "\"")
      && tokens[first - 2].mark == UInt8(ascii: "=") && gapBefore(index + 1) > 0
  }

  /// Returns true for the sign of `Epoch #3` and `step#: 450`.
  private func isNumberSign(_ index: Int) -> Bool {
    guard index + 1 < tokens.count else { return false }
    if tokens[index + 1].kind == .number { return true }
    return !phrase.isEmpty && gapBefore(index) == 0 && ":=".utf8.contains(tokens[index + 1].mark)
  }

  /// Takes the first bracket of `[lfw][31500]Accuracy: 0.5` as the label of the values.
  ///
  /// - Returns: The index after it; nil when the line begins otherwise.
  private mutating func leadingLabel() -> Int? {
    guard tokens.count > 5, tokens[1].kind == .word, tokens[2].mark == UInt8(ascii: "]"),
      tokens[3].mark == UInt8(ascii: "["), tokens[4].kind == .number, gapBefore(3) == 0,
      SplitWords.split(text(1)) == nil, CounterWords.counter(text(1)) == nil
    else { return nil }
    label = text(1)
    return 3
  }

  /// The word before the bracket of `tot_loss[loss=0.5, ctc_loss=0.6]`, which goes for all its
  /// values; nil for other brackets.
  private func bracketLabel(_ index: Int) -> String? {
    guard !phrase.isEmpty, gapBefore(index) == 0, !isInBraces, index + 3 < tokens.count,
      tokens[index + 1].kind == .word, ":=".utf8.contains(tokens[index + 2].mark),
      tokens[index + 3].kind == .number, CounterWords.counter(text(index + 1)) == nil
    else { return nil }
    return name(phrase)
  }

  /// Returns true for the comma of `('loss', 0.91)`.
  private func isInTuple(_ index: Int) -> Bool {
    guard index >= 4, index + 2 < tokens.count, tokens[index + 1].kind == .number,
      tokens[index + 2].mark == UInt8(ascii: ")"), tokens[index - 2].kind == .word
    else { return false }
    let quote = tokens[index - 1].mark
    return "'\"".utf8.contains(quote) && tokens[index - 3].mark == quote
      && tokens[index - 4].mark == UInt8(ascii: "(")
  }

  /// Returns true for a full stop behind a word and before another that begins in upper case.
  private func endsSentence(_ index: Int) -> Bool {
    guard index > 0, index + 1 < tokens.count, tokens[index - 1].kind == .word,
      tokens[index + 1].kind == .word, gapBefore(index + 1) > 0
    else { return false }
    // The words of `over 240.0 frames. loss=0.5` belong to the number before them.
    if let first = phrase.first, first > 0, tokens[first - 1].kind == .number { return true }
    return text(index + 1).first?.isUppercase == true && text(index - 1).count > 3
  }

  mutating func open(_ mark: UInt8) {
    // The word before the outermost brace is not a key within it.
    let name = mark == UInt8(ascii: "{") && isInBraces ? key : ""
    key = ""
    if let split = SplitWords.split(in: name) { carried = split }
    if mark == UInt8(ascii: "{") { layout.isInBraces = true }
    scopes.append(Scope(open: mark, name: name))
  }

  /// Reads a colon or an equals sign: it joins a name and its number, or ends a label.
  mutating func readSign(_ index: Int) -> Int {
    var next = index + 1
    while next < tokens.count, tokens[next].kind == .mark,
      "\"'[($%*<".utf8.contains(tokens[next].mark)
    { next += 1 }
    if next < tokens.count, tokens[next].kind == .number { return index + 1 }
    if next < tokens.count, isWrapper(next) { return readWrapper(next) }
    guard !phrase.isEmpty else { return index + 1 }
    key = name(phrase)
    // `eta: 0:01:00` names a time rather than what follows.
    let isValue = next < tokens.count && (tokens[next].kind == .time || tokens[next].kind == .path)
    if !isInBraces, !isValue { label = key }
    noteSplit(phrase)
    phrase = []
    return index + 1
  }

  /// Returns true for the dash of `loss - 0.5` in the brackets behind a bar.
  func isSignInBar(_ index: Int) -> Bool {
    if isDash(index) { return true }
    return layout.hasBar && index > 0 && index + 1 < tokens.count && tokens[index - 1].kind == .word
      && tokens[index + 1].kind == .number && scopes.last?.open == UInt8(ascii: "[")
  }

  /// Returns true for the dash of `BLEU-4 - 0.09`, behind the name of a measure.
  private func isDash(_ index: Int) -> Bool {
    guard !phrase.isEmpty, index + 1 < tokens.count, tokens[index - 1].kind == .word,
      tokens[index + 1].kind == .number, !tokens[index + 1].isWhole, gapBefore(index) == 1,
      gapBefore(index + 1) == 1
    else { return false }
    return MetricKind(name(phrase)).role.isQuality
  }

  var isInBraces: Bool { scopes.contains { $0.open == UInt8(ascii: "{") } }

  /// Returns true for `np.float32(0.5` and `tensor(0.5`, whose word is not a name.
  func isWrapper(_ index: Int) -> Bool {
    guard index + 3 < tokens.count, tokens[index].kind == .word,
      tokens[index + 1].mark == UInt8(ascii: "("), tokens[wrapped(index)].kind == .number
    else { return false }
    let word = text(index).lowercased()
    return word == "param"
      || ["float", "tensor", "array", "decimal", "int", "number", "double"].contains {
        word.contains($0)
      }
  }

  /// The token after the brackets of `tensor(0.5` or `array([0.5`.
  private func wrapped(_ word: Int) -> Int {
    tokens[word + 2].mark == UInt8(ascii: "[") ? word + 3 : word + 2
  }

  /// Reads the number of a wrapper; what else stands in its brackets is left out.
  mutating func readWrapper(_ word: Int) -> Int {
    let number = wrapped(word)
    readNumber(number)
    var index = number + 1
    var depth = 1
    while index < tokens.count, depth > 0 {
      depth += tokens[index].mark == UInt8(ascii: "(") ? 1 : 0
      depth -= tokens[index].mark == UInt8(ascii: ")") ? 1 : 0
      index += 1
    }
    return skip(number + 1, index)
  }
}
