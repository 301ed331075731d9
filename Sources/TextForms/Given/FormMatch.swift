internal import CurveStore

/// A search for a given pattern in a line.
struct FormMatch {
  private let pieces: [GivenForm.Piece]
  private let line: [UInt8]
  /// The index of the number that starts at each byte.
  private var starts: [Int: Int] = [:]
  private let slots: [TextSlot]
  /// The pieces and bytes from which no match goes on.
  private var failed: Set<Int> = []
  private var found: [String: Int] = [:]

  /// The most bytes of a line that are searched.
  private static let longest = 2000

  /// Finds the numbers of a line that a pattern names.
  ///
  /// - Returns: The index of a number by its name; nil when the line does not match.
  /// - Complexity: O(pieces · bytes).
  static func numbers(_ form: GivenForm, in line: [UInt8], _ slots: [TextSlot]) -> [String: Int]? {
    var match = FormMatch(form, line, slots)
    for start in match.line.indices where match.begins(at: start) {
      if match.goesOn(0, start) { return match.found }
    }
    return nil
  }

  private init(_ form: GivenForm, _ line: [UInt8], _ slots: [TextSlot]) {
    pieces = form.pieces
    self.line = Array(line.prefix(Self.longest))
    self.slots = slots
    for (index, slot) in slots.enumerated() where slot.number < TextForm.mostNumbers {
      starts[slot.column.lowerBound] = index
    }
  }

  /// Returns true where no word is cut.
  private func begins(at start: Int) -> Bool {
    guard start > 0, case .text(let text) = pieces.first, let first = text.first else {
      return true
    }
    return !(Self.isWord(first) && Self.isWord(line[start - 1]))
  }

  /// Matches the pieces from one on with the bytes from one on.
  private mutating func goesOn(_ piece: Int, _ start: Int) -> Bool {
    guard piece < pieces.count else { return true }
    guard pieces[piece] == .anything else { return matches(piece, start) }
    let key = piece * (Self.longest + 1) + start
    if failed.contains(key) { return false }
    if matches(piece, start) { return true }
    failed.insert(key)
    return false
  }

  private mutating func matches(_ piece: Int, _ start: Int) -> Bool {
    switch pieces[piece] {
    case .text(let text):
      guard line[start...].starts(with: text) else { return false }
      return goesOn(piece + 1, start + text.count)
    case .blanks:
      var end = start
      while end < line.count, line[end] == 0x20 || line[end] == 0x09 { end += 1 }
      if end == start, start > 0, start < line.count, Self.isWord(line[start - 1]),
        Self.isWord(line[start])
      {
        return false
      }
      return goesOn(piece + 1, end)
    case .anything:
      for end in start...line.count where goesOn(piece + 1, end) { return true }
      return false
    case .number(let name):
      guard let index = starts[start] else { return false }
      let range = slots[index].column
      var end = min(range.upperBound, line.count)
      // The number with its unit, and without.
      while end > range.lowerBound {
        if goesOn(piece + 1, end) {
          found[name] = index
          return true
        }
        if Self.isDigit(line[end - 1]) || line[end - 1] == UInt8(ascii: ".") { return false }
        end -= 1
      }
      return false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { ByteClass.isDigit(byte) }

  private static func isWord(_ byte: UInt8) -> Bool { ByteClass.isWord(byte) || byte >= 0x80 }
}
