internal import Cells

/// Names cut to a width so that they stay distinguishable.
public enum ShortNames {
  /// Cuts names; names with the same beginning keep their ends, as in `…ber 1` and `…ber 2`.
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
    let heads = names.map { cut($0.unicodeScalars, to: columns, ellipsis) }
    var counts: [String: Int] = [:]
    for head in heads { counts[head, default: 0] += 1 }
    return zip(names, heads).map { name, head in
      guard counts[head, default: 0] > 1, name.cellWidth > columns else { return head }
      let end = cut(name.unicodeScalars.reversed(), to: columns, ellipsis)
      return String(String.UnicodeScalarView(end.unicodeScalars.reversed()))
    }
  }

  private static func cut(
    _ name: some Collection<Unicode.Scalar>, to columns: Int, _ ellipsis: Unicode.Scalar?
  ) -> String {
    let isWhole = name.reduce(0) { $0 + $1.cellWidth } <= columns
    let room = isWhole ? columns : columns - (ellipsis == nil ? 0 : 1)
    var kept = String.UnicodeScalarView()
    var width = 0
    for scalar in name {
      width += scalar.cellWidth
      if width > room { break }
      kept.append(scalar)
    }
    if !isWhole, columns > 0, let ellipsis { kept.append(ellipsis) }
    return String(kept)
  }
}
