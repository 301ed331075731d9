extension Unicode.Scalar {
  /// The columns it takes: 0 for what is never drawn (controls, marks, joiners), 1, or 2.
  ///
  /// From Unicode's East Asian Width (UAX #11): terminals agree on these. Emoji sequences are not joined; a mark
  /// without a base is dropped.
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
  /// The first index of what a condition holds for, when it holds for all that follow.
  fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (lower, upper) = (0, count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if holds(self[middle]) { upper = middle } else { lower = middle + 1 }
    }
    return lower
  }
}

extension StringProtocol {
  /// The columns the text takes on a screen.
  ///
  /// - Complexity: O(length).
  public var cellWidth: Int { unicodeScalars.reduce(0) { $0 + $1.cellWidth } }

  /// The text without anything a terminal would act on: controls and escape sequences are dropped.
  ///
  /// What comes from a file (names, messages) goes through here before it is printed.
  ///
  /// - Complexity: O(length).
  public var sanitized: String {
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

  /// The text cut to `columns`, with `…` in the last when something was cut.
  ///
  /// - Complexity: O(length).
  public func truncated(to columns: Int, ellipsis: Unicode.Scalar = "…") -> String {
    if cellWidth <= columns { return String(self) }
    guard columns > 0 else { return "" }
    var kept = String.UnicodeScalarView()
    var used = 0
    for scalar in unicodeScalars {
      let width = scalar.cellWidth
      if used + width > columns - 1 { break }
      used += width
      kept.append(scalar)
    }
    kept.append(ellipsis)
    return String(kept)
  }

  /// The text with blanks on the right up to `columns`; longer text is returned as it is.
  public func padded(to columns: Int) -> String {
    String(self) + String(repeating: " ", count: Swift.max(0, columns - cellWidth))
  }

  /// The text with blanks on the left up to `columns`; longer text is returned as it is.
  public func leftPadded(to columns: Int) -> String {
    String(repeating: " ", count: Swift.max(0, columns - cellWidth)) + String(self)
  }
}
