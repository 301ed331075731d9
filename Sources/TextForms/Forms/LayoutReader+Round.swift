internal import CurveStore

/// Round brackets.
extension LayoutReader {
  /// Reads a round bracket: a remark, settings in a call, or one that is only punctuation.
  mutating func readRound(_ index: Int) -> Int {
    let isGlued = index > 0 && tokens[index - 1].kind == .word && gapBefore(index) == 0
    if isGlued, index + 1 < tokens.count, "[{".utf8.contains(tokens[index + 1].mark) {
      // The type of `OrderedDict([('loss', 0.9)])` is not part of a name.
      phrase = []
    }
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
    let isNamed =
      index > 0 && tokens[index - 1].mark == UInt8(ascii: ":")
      && Self.settings.contains(key.lowercased())
    if settingsDepth == nil, isNamed || isGlued && hasEquals {
      settingsDepth = scopes.count + 1
      scopes.append(Scope(open: UInt8(ascii: "(")))
      return index + 1
    }
    if hasNumber, depth == 0, isWindow(index, end) { return index + 1 }
    if hasNumber, depth == 0, isGlued, isValue(end) { return skip(index + 1, end) }
    if !hasNumber, depth == 0, !phrase.isEmpty || index > 0 && tokens[index - 1].kind == .number {
      readRemark(index, end, isGlued: isGlued)
      return end
    }
    if !phrase.isEmpty, index + 1 < tokens.count, tokens[index + 1].kind == .word { endPart() }
    scopes.append(Scope(open: UInt8(ascii: "(")))
    return index + 1
  }

  /// Reads a remark: its words are not names, but it may say what was measured on.
  private mutating func readRemark(_ index: Int, _ end: Int, isGlued: Bool) {
    let inside = (index + 1..<end - 1).filter { tokens[$0].kind == .word }
    if phrase.isEmpty {
      if takesRemark(inside) { return }
      noteSplit(inside.count <= 2 ? inside : [])
      if let first = inside.first, inside.count == 1, Units.isUnit(word: text(first)),
        let last = layout.slots.indices.last, layout.slots[last].use == .measure
      {
        layout.slots[last].use = .ignored(.unit)
      }
    } else if SplitPair(inside.map(text) + [name(phrase)]) != nil {
      // `Loss (train/val): 0.9/1.0`
      phrase += inside
    } else {
      noteSplit(inside)
      if isGlued || gapBefore(index) == 1, inside.count == 1, Units.isUnit(word: text(inside[0])),
        end < tokens.count, ":=".utf8.contains(tokens[end].mark)
      {
        // `Time taken (s): 517`
        isUnitAhead = true
      }
      let isSplit = inside.contains { SplitWords.split(text($0)) != nil }
      if isGlued, !isSplit, end - index <= 12 {
        let bytes = line[Int(tokens[index].start)..<Int(tokens[end - 1].end)]
        suffix = String(decoding: bytes, as: UTF8.self)
      }
    }
  }

  /// Returns true when a sign and a number follow, as in `accuracy(x, y, 0.5) = 0.75`.
  private func isValue(_ index: Int) -> Bool {
    guard index + 1 < tokens.count, ":=".utf8.contains(tokens[index].mark) else { return false }
    return tokens[index + 1].kind == .number || isWrapper(index + 1)
  }

  /// Leaves the numbers between two tokens out.
  mutating func skip(_ start: Int, _ end: Int) -> Int {
    for index in start..<end where tokens[index].kind == .number {
      layout.slots.append(TextSlot(number: numbers, use: .ignored(.settings)))
      numbers += 1
    }
    return end
  }

  /// The words before a bracket that holds settings: `Normalizer: (iou: 0.75, cls: 1.0)`.
  private static let settings: Set<String> = [
    "normalizer", "config", "configuration", "args", "arguments", "params", "parameters",
    "hyperparameters", "settings", "options",
  ]

  /// Returns true for the bracket of `Avg reward (last 100): 21.5`.
  private func isWindow(_ index: Int, _ end: Int) -> Bool {
    !phrase.isEmpty && tokens[index + 1].kind == .word && tokens[index + 2].kind == .number
      && Self.windows.contains(text(index + 1).lowercased()) && end + 1 < tokens.count
      && ":=".utf8.contains(tokens[end].mark) && tokens[end + 1].kind == .number
  }

  /// Takes a remark that says what the number before it was measured on: `0.91 (train), 1.02 (val)`.
  private mutating func takesRemark(_ inside: [Int]) -> Bool {
    guard inside.count == 1, let split = SplitWords.split(text(inside[0])),
      let last = layout.slots.indices.last, !layout.slots[last].hasOwnSplit
    else { return false }
    if layout.slots[last].use == .unnamed, !layout.slots[last].isWhole,
      let named = layout.slots.last(where: { $0.use == .measure })
    {
      (layout.slots[last].use, layout.slots[last].name) = (.measure, named.name)
      layout.slots[last].isJoined = true
    }
    guard layout.slots[last].use == .measure else { return false }
    layout.slots[last].split = split
    return true
  }
}
