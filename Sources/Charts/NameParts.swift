internal import Cells

/// Names that begin alike, divided into the words that all share and those that differ.
struct NameParts {
  private let names: [[Unicode.Scalar]]
  /// The number of scalars at the beginning of all names that make whole words.
  private let start: Int
  /// The same at the end of all names.
  private let end: Int

  init(_ names: [String]) {
    self.names = names.map { Array($0.unicodeScalars) }
    (start, end) = Self.shared(self.names)
  }

  /// The part of each name that differs, with as much of the name before it as fits; if that does
  /// not fit, the words that differ, without the letters that they share; if they do not fit either,
  /// the end of the name.
  func shown(in columns: Int, _ ellipsis: Unicode.Scalar?) -> [String] {
    let whole = names.map { middle(of: $0, in: columns, ellipsis) }
    if !whole.contains(nil) { return whole.compactMap(\.self) }
    let sign = ellipsis?.cutSign ?? ""
    let short = differences?.map { sign + $0 } ?? []
    if !short.isEmpty, short.allSatisfy({ $0.cellWidth <= columns }) { return short }
    return names.map { name in
      let last = ShortNames.cut(name.reversed(), to: columns, ellipsis)
      return String(String.UnicodeScalarView(last.unicodeScalars.reversed()))
    }
  }

  /// A name without what all share, filled up from what stands before; nil without room for it.
  private func middle(
    of name: [Unicode.Scalar], in columns: Int, _ ellipsis: Unicode.Scalar?
  ) -> String? {
    func width(_ range: Range<Int>) -> Int { name[range].reduce(0) { $0 + $1.cellWidth } }
    let sign = ellipsis?.cutSign ?? ""
    let mark = sign.unicodeScalars.count
    var (first, last) = (start, name.count - end)
    guard first < last else { return nil }
    var room = columns - width(first..<last) - (first > 0 ? mark : 0)
    // A sign of a cut takes a column, which the rest of the name may need as well.
    let rest = width(last..<name.count)
    if rest <= room {
      (room, last) = (room - rest, name.count)
    } else {
      room -= mark
    }
    guard room >= 0 else { return nil }
    while first > 0, name[first - 1].cellWidth <= room {
      first -= 1
      room -= name[first].cellWidth
    }
    return (first > 0 ? sign : "") + String(String.UnicodeScalarView(name[first..<last]))
      + (last < name.count ? sign : "")
  }

  /// The words of each name in which they differ, without the letters at the beginning that all
  /// share: `0.1,32` of `lr0.1-bs32`; nil for names with different numbers of words.
  private var differences: [String]? {
    let words = names.map(Self.words)
    guard let count = words.first?.count, words.allSatisfy({ $0.count == count }) else {
      return nil
    }
    var parts: [[String]] = names.map { _ in [] }
    for column in 0..<count {
      let cells = words.map { $0[column] }
      if cells.allSatisfy({ $0 == cells[0] }) { continue }
      var shared = 0
      while cells.allSatisfy({ $0.count > shared && $0[shared] == cells[0][shared] }),
        !("0"..."9").contains(cells[0][shared])
      {
        shared += 1
      }
      for (index, cell) in cells.enumerated() {
        parts[index].append(String(String.UnicodeScalarView(cell.dropFirst(shared))))
      }
    }
    return parts.contains([]) ? nil : parts.map { $0.joined(separator: ",") }
  }

  /// The lengths of the beginning and of the end that all names share, in whole words.
  private static func shared(_ names: [[Unicode.Scalar]]) -> (start: Int, end: Int) {
    guard let first = names.first, let shortest = names.map(\.count).min() else { return (0, 0) }
    var (start, end) = (0, 0)
    while start < shortest, names.allSatisfy({ $0[start] == first[start] }) { start += 1 }
    while end < shortest - start,
      names.allSatisfy({ $0[$0.count - 1 - end] == first[first.count - 1 - end] })
    {
      end += 1
    }
    // A word that differs is shown whole.
    while start > 0, !isBreak(start - 1, in: first) { start -= 1 }
    while end > 0, !isBreak(first.count - end, in: first) { end -= 1 }
    return (start, end)
  }

  private static func words(_ name: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    var words: [[Unicode.Scalar]] = [[]]
    for index in name.indices {
      if isBreak(index, in: name) {
        words.append([])
      } else {
        words[words.count - 1].append(name[index])
      }
    }
    return words
  }

  /// Returns true for a sign between two words; a point, or the sign in `1e-4`, stands within one.
  private static func isBreak(_ index: Int, in name: [Unicode.Scalar]) -> Bool {
    let digits: ClosedRange<Unicode.Scalar> = "0"..."9"
    if name[index] == "-", index > 1, index + 1 < name.count, digits.contains(name[index + 1]),
      digits.contains(name[index - 2]), name[index - 1] == "e" || name[index - 1] == "E"
    {
      return false
    }
    return separators.contains(name[index])
  }

  /// The signs between words.
  static let separators = "-_/, =:;|".unicodeScalars
}
