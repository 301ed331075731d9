internal import Cells
internal import Charts
internal import RunDisplay

/// A callback's own words about its state: `val/mAP 0.841961, val/AP50 0.992124`, `3 saved → best.safetensors`.
package struct CallbackSummary {
  private let text: String

  /// Creates the words of a callback's state.
  package init(_ text: String) { self.text = text.sanitized }

  /// The words, shorter where they are too long for so many columns: values before the groups of
  /// their names, before the digits that charts leave out too, and before the type of a file; then
  /// without the last parts.
  ///
  /// - Complexity: O(length).
  package func fitting(_ columns: Int, ellipsis: Unicode.Scalar) -> String {
    if text.cellWidth <= columns { return text }
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let all = words.indices.map { short(words[$0], before: words.dropFirst($0 + 1).first) }
      .joined(separator: " ")
    if all.cellWidth <= columns { return all }
    // No number is cut: whole parts are left out.
    var kept = all.split(separator: ",", omittingEmptySubsequences: false)
    while kept.count > 1, kept.joined(separator: ",").cellWidth + 3 > columns { kept.removeLast() }
    let whole = kept.joined(separator: ",")
    let cut = whole + (all.contains(",") ? ", \(ellipsis.cutSign)" : "")
    return cut.cellWidth > columns && whole.cellWidth <= columns ? whole : cut
  }

  /// The words in as many rows as they need, cut at commas.
  ///
  /// - Parameters:
  ///   - first: The columns of the first row.
  ///   - rest: Those of the others.
  package func rows(first: Int, rest: Int, ellipsis: Unicode.Scalar) -> [String] {
    if text.cellWidth < first { return [text] }
    var rows = [""]
    for part in text.split(separator: ", ") {
      let joined = rows[rows.count - 1].isEmpty ? String(part) : rows[rows.count - 1] + ", \(part)"
      // The comma behind a row has its column, too.
      if joined.cellWidth < (rows.count == 1 ? first : rest) {
        rows[rows.count - 1] = joined
        continue
      }
      func short(_ columns: Int) -> String {
        CallbackSummary(String(part)).fitting(columns, ellipsis: ellipsis)
      }
      if rows == [""], short(first - 1).cellWidth < first {
        rows = [short(first - 1)]
      } else {
        if rows != [""] { rows[rows.count - 1] += "," }
        rows.append(short(rest))
      }
    }
    return rows
  }

  private func short(_ word: String, before next: String?) -> String {
    let (value, comma) = Self.parts(word)
    if let number = Double(value) {
      let short = MetricFormat.metric(number)
      return (value.contains(".") && short.count < value.count ? short : value) + comma
    }
    if let next, Double(Self.parts(next).value) != nil { return word.lastPart }
    if text.contains("→ \(word)"), let point = value.lastIndex(of: "."), point > value.startIndex {
      return String(value[..<point]) + comma
    }
    return word
  }

  /// A word without the comma behind it, and the comma.
  private static func parts(_ word: String) -> (value: String, comma: String) {
    word.hasSuffix(",") ? (String(word.dropLast()), ",") : (word, "")
  }
}
