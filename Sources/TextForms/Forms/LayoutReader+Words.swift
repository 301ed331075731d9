internal import CurveStore

extension LayoutReader {
  mutating func readWord(_ index: Int) -> Int {
    if isWrapper(index) { return readWrapper(index) }
    words += 1
    let word = text(index)
    if word.hasPrefix("±") {
      isDeviation = word == "±"
      return index + 1
    }
    let gap = gapBefore(index)
    if phrase.isEmpty, isUnitOfMean(index, word) { return index + 1 }
    if Self.isAddress(word) {
      endPart()
      return index + 1
    }
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

  /// Takes the unit behind the mean of `379.2 (377.5) Hz`, and leaves the number out.
  private mutating func isUnitOfMean(_ index: Int, _ word: String) -> Bool {
    guard index > 2, tokens[index - 1].mark == UInt8(ascii: ")"), tokens[index - 2].kind == .number,
      let last = layout.slots.indices.last, layout.slots[last].use == .ignored(.mean),
      let owner = layout.slots.lastIndex(where: { $0.mean == layout.slots[last].number }),
      Units.isUnit(word: word) || word == "Hz"
    else { return false }
    if layout.slots[owner].use == .measure || layout.slots[owner].use == .unnamed {
      layout.slots[owner].use = .ignored(.unit)
    }
    return true
  }

  /// Returns true for a folder named by a time, such as `results/20240301T101512`.
  private static func isAddress(_ word: String) -> Bool {
    guard let slash = word.utf8.lastIndex(of: UInt8(ascii: "/")) else { return false }
    return word.utf8[slash...].dropFirst().prefix { ByteClass.isDigit($0) }.count >= 6
  }

  /// The number of blanks before a token; a tab counts as two.
  func gapBefore(_ index: Int) -> Int {
    guard index > 0 else { return 0 }
    let gap = line[Int(tokens[index - 1].end)..<Int(tokens[index].start)]
    return gap.reduce(0) { $0 + ($1 == 0x09 ? 2 : 1) }
  }

  /// Takes a word as the unit or counter of the number directly before it.
  mutating func follows(_ index: Int, number word: String, gap: Int) -> Bool {
    guard let last = layout.slots.indices.last else { return false }
    if Units.isUnit(word: word) {
      let slot = slotOfTotal(last)
      if layout.slots[slot].use == .measure || layout.slots[slot].use == .unnamed {
        layout.slots[slot].use = .ignored(.unit)
      }
      return true
    }
    let slot = slotOfTotal(last)
    // The point of an ordinal: `3. epoch`.
    let isOrdinal = line[Int(tokens[index - 1].end)] == UInt8(ascii: ".")
    guard gap <= (isOrdinal ? 2 : 1), layout.slots[slot].isWhole,
      let counter = CounterWords.counter(word)
    else {
      return false
    }
    switch layout.slots[slot].use {
    case .unnamed: break
    case .counter where gap == 0 || layout.slots[slot].name == "第": break
    case .measure where gap == 0: break
    default: return false
    }
    layout.slots[slot].use = .counter(counter)
    layout.slots[slot].name = word
    return true
  }

  /// The slot whose total another is, or the slot itself.
  func slotOfTotal(_ index: Int) -> Int {
    layout.slots.lastIndex { $0.total == layout.slots[index].number } ?? index
  }
}
