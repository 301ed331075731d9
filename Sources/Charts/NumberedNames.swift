internal import Cells

/// Names that each begin with a number of its own, as those of the runs of a sweep do:
/// `03-learning_rate=0.001`.
struct NumberedNames {
  private let names: [String]
  /// The numbers with the sign behind them.
  private let numbers: [String]
  /// The names without their numbers, which differ.
  let rests: [String]

  /// Divides names; nil unless each has another number, all as long as the first, and another rest.
  ///
  /// - Complexity: O(length of all names).
  init?(_ names: [String]) {
    guard names.count > 1, let sign = names[0].firstIndex(of: "-") else { return nil }
    let digits = names[0].distance(from: names[0].startIndex, to: sign)
    guard digits > 0 else { return nil }
    var (numbers, rests): ([String], [String]) = ([], [])
    for name in names {
      let number = name.prefix(digits)
      let rest = name.dropFirst(digits)
      guard number.allSatisfy({ ("0"..."9").contains($0) }), rest.first == "-", rest.count > 1
      else { return nil }
      numbers.append(number + "-")
      rests.append(String(rest.dropFirst()))
    }
    guard Set(numbers).count == names.count, Set(rests).count == names.count else { return nil }
    (self.names, self.numbers, self.rests) = (names, numbers, rests)
  }

  /// Cuts the names behind their numbers, which give way where the rests would look alike.
  func cut(to columns: Int, _ ellipsis: Unicode.Scalar?) -> [String] {
    let room = columns - (numbers.map(\.cellWidth).max() ?? 0)
    let behind = ShortNames.cut(plain: rests, to: max(0, room), ellipsis)
    var short = zip(numbers, behind).map { $0 + $1 }
    if room < 1 || Set(behind).count < names.count {
      short = ShortNames.cut(plain: rests, to: columns, ellipsis)
      if Set(short).count < names.count {
        return ShortNames.cut(plain: names, to: columns, ellipsis)
      }
    }
    return zip(names, short).map { $0.cellWidth <= columns ? $0 : $1 }
  }
}
