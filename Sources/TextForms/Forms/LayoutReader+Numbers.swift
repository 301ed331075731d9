internal import CurveStore

extension LayoutReader {
  mutating func readNumber(_ index: Int) {
    let token = tokens[index]
    var slot = TextSlot(number: numbers)
    numbers += 1
    slot.isWhole = token.isWhole
    slot.isLeading = index == 0 || index == 1 && tokens[0].mark == UInt8(ascii: "<")
    slot.isPercent = token.unit == .percent
    slot.column = token.range
    slot.cell = cell
    slot.isBracketed = scopes.contains { $0.open != UInt8(ascii: "{") }
    slot.label = label
    defer {
      layout.slots.append(slot)
      isDeviation = false
    }
    if isImprovement(index) {
      slot.use = .ignored(.text)
      phrase = []
      return
    }
    let isWindow = isWindow(index)
    if isWindow || isRangeStart(index) {
      slot.use = .ignored(.text)
      if isWindow, !isDataSize(index) { phrase.append(index) }
      return
    }
    defer {
      phrase = []
      isUnitAhead = false
    }
    if !nextNames.isEmpty {
      (slot.use, slot.name) = (.measure, nextNames.removeFirst())
      (slot.split, slot.isJoined) = (layout.slots.last?.split, true)
    } else if isDeviation {
      slot.use = .ignored(.deviation)
    } else if settingsDepth != nil {
      slot.use = .ignored(.settings)
    } else if slot.isPercent, index + 1 < tokens.count, tokens[index + 1].kind == .bar {
      // The percentage of `Testing: 45%|####`, whose words say what the bar is about.
      noteSplit(phrase)
    } else if !attach(index, &slot) {
      resolve(index, &slot)
      if token.unit == .other || isUnitAhead, slot.use == .measure || slot.use == .unnamed {
        slot.use = .ignored(.unit)
      }
    }
  }

  /// Attaches a number to the one before: as a total or as a mean.
  mutating func attach(_ index: Int, _ slot: inout TextSlot) -> Bool {
    guard let last = layout.slots.indices.last, index >= 2 else { return false }
    let before = tokens[index - 1]
    if before.mark == UInt8(ascii: "/"), tokens[index - 2].kind == .number {
      if let split = secondSplit {
        (slot.use, slot.name, slot.split) = (.measure, layout.slots[last].name, split)
        slot.isJoined = true
        secondSplit = nil
        return true
      }
      let isSaid =
        index + 2 < tokens.count && tokens[index + 1].mark == UInt8(ascii: "=")
        && tokens[index + 2].kind == .number
      if layout.slots[last].isWhole || isSaid { layout.slots[last].total = slot.number }
      slot.use = .ignored(.total)
      return true
    }
    if before.mark == UInt8(ascii: "="), tokens[index - 2].kind == .number,
      layout.slots[last].use == .ignored(.total)
    {
      // `acc: 46273/58518=0.79`
      layout.slots[slotOfTotal(last)].mean = slot.number
      slot.use = .ignored(.mean)
      return true
    }
    if phrase.count == 1, Self.totalWords.contains(text(phrase[0])) || isOutOf(index),
      layout.slots[last].isWhole
    {
      layout.slots[last].total = slot.number
      if layout.slots[last].use == .measure, Self.progressWords.contains(layout.slots[last].name) {
        layout.slots[last].use = .unnamed
        layout.slots[last].isLeading = true
      }
      slot.use = .ignored(.total)
      return true
    }
    if before.mark == UInt8(ascii: "-"), tokens[index - 2].kind == .number, gapBefore(index) == 0,
      gapBefore(index - 1) == 0, layout.slots[last].use == .counter(.epoch), tokens[index].isWhole
    {
      // `epoch 1-599`: the batch follows the epoch.
      (slot.use, slot.name) = (.counter(.step), "batch")
      return true
    }
    if before.mark == UInt8(ascii: "("), tokens[index - 2].kind == .number {
      let closes = index + 1 < tokens.count && tokens[index + 1].mark == UInt8(ascii: ")")
      let isPart = tokens[index].unit == .percent && layout.slots[last].use == .counter(.epoch)
      guard closes, !isPart else { return false }
      layout.slots[slotOfTotal(last)].mean = slot.number
      slot.use = .ignored(.mean)
      return true
    }
    return false
  }

  /// The words between a number and its total, in several languages.
  private static let totalWords: Set<String> = ["of", "out", "/", "de", "von", "di", "из", "sur"]

  /// The words before a number and its total that say that work goes on: `Processing 200 of 4096`.
  private static let progressWords: Set<String> = [
    "Processing", "Processed", "Reading", "Computing", "Evaluating", "Extracting", "Done",
    "processing", "processed", "reading", "computing", "evaluating", "extracting", "done",
    "Finished", "finished", "Completed", "completed", "Image", "Sample", "File", "image", "sample",
  ]

  func isOutOf(_ index: Int) -> Bool {
    index >= 2 && phrase.count == 2 && text(phrase[0]) == "out" && text(phrase[1]) == "of"
  }

  /// Finds the name of a number and what it is.
  mutating func resolve(_ index: Int, _ slot: inout TextSlot) {
    if isOption(index) {
      slot.use = .ignored(.settings)
      return
    }
    let isSigned = signBefore(index)
    if phrase.isEmpty, takesName(index, &slot) { return }
    var words = phrase
    let isPending = words.isEmpty ? isSigned : words.count == 1 && text(words[0]) == "is"
    if isPending, !pending.isEmpty { words = pending }
    let isCell = words.isEmpty && isPairedCell(index)
    if isCell { words = previousCell }
    if takesSplitPair(index, words, &slot) { return }
    let resolved = PrecedingWords(words.map(text), isSigned: isSigned || isCell)
    slot.isJoined = resolved.isJoined
    if let split = resolved.split, !isTime(index, resolved) { carried = split }
    switch resolved.meaning {
    case .nothing:
      slot.use = .unnamed
      if self.words == 0, let last = layout.slots.last, last.use == .unnamed,
        last.isLeading || last.isBracketed
      {
        slot.isLeading = true
      }
      guard let split = resolved.split, let word = words.last else { return }
      slot.isLeading = true
      slot.isBehindSplit = words.count == 1 && words[0] == 0
      if !tokens[index].isWhole, tokens[index].unit != .other {
        // `learn: 0.68`: the data is all that is said of the value.
        slot.use = .measure
        slot.name = MetricKind(label).role.isQuality ? label : text(word)
        slot.split = split
      }
      return
    case .counter where tokens[index].unit == .percent:
      slot.use = .unnamed
      return
    case .counter(let counter, let before):
      slot.use = .counter(counter)
      slot.name = resolved.name
      pending = Array(words.prefix(before))
      return
    case .writer: slot.use = .writer
    case .ignored: slot.use = .ignored(.text)
    case .measure
    where slot.isBracketed && !isSigned && slot.isWhole && endsWithSplit(words):
      // `Evaluation [3]: loss = 0.5`
      (slot.use, slot.name) = (.unnamed, resolved.name)
      noteSplit(words)
      return
    case .measure:
      slot.use = .measure
      slot.name = scoped(resolved.name + (words == phrase ? suffix : ""))
      slot.split = resolved.ownSplit ?? carried
      slot.hasOwnSplit = resolved.ownSplit != nil
      slot.isFollowedByWords = !isSigned && isSentence(index)
      if isSigned { nameList(index, &slot) }
    }
    pending = []
  }

  /// Returns true for the time of `train 2.1s | Acc 0.91`: its word does not go for the line.
  private func isTime(_ index: Int, _ words: PrecedingWords) -> Bool {
    words.meaning == .nothing && tokens[index].unit == .other
  }

  private func endsWithSplit(_ words: [Int]) -> Bool {
    words.last.map { SplitWords.split(text($0)) != nil } ?? false
  }

  /// Takes the first value of `Train / Test loss: 0.91 / 1.02`, which names both data before both
  /// values.
  private mutating func takesSplitPair(
    _ index: Int, _ words: [Int], _ slot: inout TextSlot
  ) -> Bool {
    guard index + 2 < tokens.count, tokens[index + 1].mark == UInt8(ascii: "/"),
      tokens[index + 2].kind == .number, let pair = SplitPair(words.map(text))
    else { return false }
    (slot.use, slot.name, slot.split) = (.measure, pair.name, pair.first)
    slot.isJoined = true
    secondSplit = pair.second
    pending = []
    return true
  }

  /// Takes the name before a bare counter: in `Train loss 100 0.51` the loss is the second number.
  private mutating func takesName(_ index: Int, _ slot: inout TextSlot) -> Bool {
    guard index > 0 else { return false }
    let isAfterColon = tokens[index - 1].mark == UInt8(ascii: ":") && index >= 2
    let before = isAfterColon ? index - 2 : index - 1
    guard let last = layout.slots.indices.last, tokens[before].kind == .number,
      !tokens[index].isWhole,
      layout.slots[last].use == .measure, layout.slots[last].isWhole, !layout.slots[last].isJoined
    else { return false }
    (slot.use, slot.name, slot.split) = (
      .measure, layout.slots[last].name, layout.slots[last].split
    )
    slot.hasOwnSplit = layout.slots[last].hasOwnSplit
    slot.isJoined = true
    layout.slots[last].use = .unnamed
    layout.slots[last].name = ""
    layout.slots[last].isLeading = true
    return true
  }

  /// Returns true for the number of `| loss | 0.5 |`: alone in its cell, behind a cell of words, and
  /// before the end or another cell of words.
  func isPairedCell(_ index: Int) -> Bool {
    guard !previousCell.isEmpty, tokens[index - 1].mark == UInt8(ascii: "|"),
      index + 1 < tokens.count, tokens[index + 1].mark == UInt8(ascii: "|")
    else { return false }
    return index + 2 == tokens.count || tokens[index + 2].kind == .word
  }

  func scoped(_ name: String) -> String {
    let prefix = scopes.map(\.name).filter { !$0.isEmpty && SplitWords.split($0) == nil }
    return (prefix + [name]).joined(separator: "/")
  }

  func signBefore(_ index: Int) -> Bool {
    var before = index - 1
    if before > 0, isWrapper(before - 1) { before -= 2 }
    while before >= 0, tokens[before].kind == .mark {
      switch tokens[before].mark {
      case UInt8(ascii: ":"), UInt8(ascii: "="): return true
      case UInt8(ascii: "-"): return isSignInBar(before)
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "["), UInt8(ascii: "("),
        UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "*"),
        UInt8(ascii: "<"):
        before -= 1
      default: return false
      }
    }
    return false
  }

  /// Returns true when words follow a number that are neither its unit nor the name of another.
  func isSentence(_ index: Int) -> Bool {
    var next = index + 1
    guard next < tokens.count, tokens[next].kind == .word, !Units.isUnit(word: text(next)),
      gapBefore(next) < 2
    else { return false }
    while next < tokens.count, tokens[next].kind == .word { next += 1 }
    return next == tokens.count || tokens[next].kind != .number && tokens[next].kind != .mark
  }
}
