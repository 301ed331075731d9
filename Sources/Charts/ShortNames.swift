internal import Cells

/// Names cut to a width so that they stay distinguishable.
public enum ShortNames {
  /// Cuts names; of names with the same beginning stays what differs, as in `…ber 1` and `…ber 2`,
  /// or `…lr0.1-bs32…` and `…lr0.2-bs64…`.
  ///
  /// - Parameters:
  ///   - names: The names, which are sanitised.
  ///   - columns: The greatest width of a name.
  ///   - ellipsis: The sign of a cut; nil to cut without one.
  /// - Complexity: O(length of all names).
  public static func cut(
    _ names: some Sequence<String>, to columns: Int, ellipsis: Unicode.Scalar? = nil
  ) -> [String] {
    let names = names.map(\.sanitized)
    if let numbered = NumberedNames(names) { return numbered.cut(to: columns, ellipsis) }
    return cut(plain: names, to: columns, ellipsis)
  }

  /// Cuts names whatever they begin with.
  static func cut(plain names: [String], to columns: Int, _ ellipsis: Unicode.Scalar?) -> [String] {
    let heads = names.map { cut($0.unicodeScalars, to: columns, ellipsis) }
    // Beginnings that differ only in a word that is cut look alike: `bs3…`, `bs6…`.
    let isCut = names.map { $0.cellWidth > columns }
    let keys = heads.indices.map { isCut[$0] ? wholeWords(of: heads[$0]) : heads[$0][...] }
    var counts: [Substring: Int] = [:]
    for key in keys { counts[key, default: 0] += 1 }
    let alike = names.indices.filter { isCut[$0] && counts[keys[$0], default: 0] > 1 }
    guard alike.count > 1 else { return heads }
    var short = heads
    for (index, name) in zip(alike, NameParts(alike.map { names[$0] }).shown(in: columns, ellipsis))
    {
      short[index] = name
    }
    // Names that differed must not become equal.
    return Set(short).count < Set(heads).count ? heads : short
  }

  /// Cuts names in the middle; those that would look alike then keep the part that differs.
  ///
  /// - Complexity: O(length of all names).
  public static func cutInTheMiddle(
    _ names: [String], to columns: Int, ellipsis: Unicode.Scalar
  ) -> [String] {
    let names = names.map(\.sanitized)
    var short = names.map { $0.cutInTheMiddle(to: columns, ellipsis: ellipsis) }
    for (_, alike) in Dictionary(grouping: names.indices, by: { short[$0] })
    where Set(alike.map { names[$0] }).count > 1 {
      let parts = cut(alike.map { names[$0] }, to: columns, ellipsis: ellipsis)
      for (index, part) in zip(alike, parts) { short[index] = part }
    }
    return short
  }

  /// A name up to its last sign between words; all of a single word.
  private static func wholeWords(of name: String) -> Substring {
    name.unicodeScalars.lastIndex { NameParts.separators.contains($0) }.map { name[..<$0] }
      ?? name[...]
  }

  /// The number of names beyond which the fewest columns for them are not sought.
  private static let many = 100
  /// The columns of names that are so many.
  private static let usual = 24

  /// The fewest columns, from a least number on, in which all names that differ stay different; of more
  /// than a hundred names, which cannot be compared at every frame, a usual width.
  ///
  /// - Complexity: O(length of all names · log columns).
  public static func columns(for names: [String], atLeast least: Int) -> Int {
    if names.count > many { return max(least, usual) }
    // The number of a run tells names apart, but says nothing.
    let names = NumberedNames(names)?.rests ?? names
    let count = Set(names).count
    var range = least...max(least, names.map(\.cellWidth).max() ?? 0)
    while range.lowerBound < range.upperBound {
      let middle = (range.lowerBound + range.upperBound) / 2
      if Set(cut(names, to: middle, ellipsis: "…")).count == count {
        range = range.lowerBound...middle
      } else {
        range = middle + 1...range.upperBound
      }
    }
    return range.lowerBound
  }

  /// The beginning of a name that fits.
  static func cut(
    _ name: some Collection<Unicode.Scalar>, to columns: Int, _ ellipsis: Unicode.Scalar?
  ) -> String {
    let isWhole = name.reduce(0) { $0 + $1.cellWidth } <= columns
    let sign = ellipsis.map { columns > 2 ? $0.cutSign : String(Character($0)) } ?? ""
    let room = isWhole ? columns : columns - sign.unicodeScalars.count
    var kept = String.UnicodeScalarView()
    var width = 0
    for scalar in name {
      width += scalar.cellWidth
      if width > room { break }
      kept.append(scalar)
    }
    return String(kept) + (isWhole || columns <= 0 ? "" : sign)
  }
}
