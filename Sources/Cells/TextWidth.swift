extension Unicode.Scalar {
  /// The columns of the scalar: 1, 2, or 0 for scalars that are never drawn (controls, marks, joiners).
  ///
  /// Follows Unicode's East Asian Width (UAX #11), as terminals do. Emoji sequences are not joined; a mark without a
  /// base is dropped.
  public var cellWidth: Int {
    if value < 0x7F { return value >= 0x20 ? 1 : 0 }
    if value < 0xA0 { return 0 }
    if value < 0x300 { return value == 0xAD ? 0 : 1 }
    switch properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .surrogate, .lineSeparator,
      .paragraphSeparator, .privateUse, .unassigned:
      return 0
    default: break
    }
    // Vowels and final consonants of Hangul join the syllable before them.
    if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) { return 0 }
    if value < 0x1100 { return 1 }
    let range = wideRanges.partitioningIndex { $0.upperBound >= value }
    return range < wideRanges.endIndex && wideRanges[range].contains(value) ? 2 : 1
  }
}

extension Array {
  /// The index of the first element that satisfies a condition, if all elements after it do, too.
  ///
  /// - Complexity: O(log n).
  fileprivate func partitioningIndex(where condition: (Element) -> Bool) -> Int {
    var (lower, upper) = (0, count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if condition(self[middle]) { upper = middle } else { lower = middle + 1 }
    }
    return lower
  }
}

extension StringProtocol {
  /// The columns of the text on a screen.
  ///
  /// - Complexity: O(length).
  public var cellWidth: Int {
    isPlain ? utf8.count : unicodeScalars.reduce(0) { $0 + $1.cellWidth }
  }

  /// True of text that takes one column per byte: most of it, so that measuring it is quick.
  var isPlain: Bool {
    // A buffer of bytes is read faster than an iterator of any text.
    utf8.withContiguousStorageIfAvailable { bytes in
      bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    } ?? false
  }

  /// The text without control characters and escape sequences, so that a terminal only prints it.
  ///
  /// Text from files (names, messages) must be sanitised before it is printed.
  ///
  /// - Complexity: O(length).
  public var sanitized: String {
    if isPlain { return String(self) }
    var kept = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar == "\t" || scalar == "\n" {
        kept.append(" ")
      } else if scalar.cellWidth > 0 || scalar.properties.generalCategory == .nonspacingMark {
        kept.append(scalar)
      }
    }
    return String(kept)
  }

  /// The text cut to `columns`, with an ellipsis in the last column if something was cut.
  ///
  /// - Complexity: O(length).
  public func truncated(to columns: Int, ellipsis: Unicode.Scalar = "…") -> String {
    if cellWidth <= columns { return String(self) }
    guard columns > 0 else { return "" }
    let sign = columns > 2 ? ellipsis.cutSign : String(Character(ellipsis))
    var kept = String.UnicodeScalarView()
    var used = 0
    for scalar in unicodeScalars {
      let width = scalar.cellWidth
      if used + width + sign.unicodeScalars.count > columns { break }
      used += width
      kept.append(scalar)
    }
    return String(kept) + sign
  }

  /// The text cut in the middle to at most `columns`, with an ellipsis in place of what is left out;
  /// of the two ends the second is the longer one.
  public func cutInTheMiddle(to columns: Int, ellipsis: Unicode.Scalar = "…") -> String {
    if cellWidth <= columns { return String(self) }
    guard columns > 0 else { return "" }
    let begin = String(self).truncated(to: (columns - 1) / 3 + 1, ellipsis: ellipsis)
    var end = Substring(self)
    while end.cellWidth > columns - begin.cellWidth { end.removeFirst() }
    return begin + end
  }

  /// The text padded with blanks on the right to `columns`; longer text is returned unchanged.
  public func padded(to columns: Int) -> String {
    String(self) + String(repeating: " ", count: Swift.max(0, columns - cellWidth))
  }

  /// The text padded with blanks on the left to `columns`; longer text is returned unchanged.
  public func leftPadded(to columns: Int) -> String {
    String(repeating: " ", count: Swift.max(0, columns - cellWidth)) + String(self)
  }
}

extension Unicode.Scalar {
  /// The sign of a cut that this scalar stands for: in ASCII two points, as one ends a sentence.
  package var cutSign: String { self == "." ? ".." : String(Character(self)) }
}
