extension Unicode.Scalar {
  /// The columns it takes: 0 for what is never drawn (controls, marks, joiners), 1, or 2.
  ///
  /// From Unicode's East Asian Width (UAX #11), kept as ranges: terminals agree on these. Emoji
  /// sequences are not joined; a mark without a base is dropped.
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
    switch value {
    case 0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0, 0x23F3,
      0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F, 0x2693, 0x26A1, 0x26AA...0x26AB,
      0x26BD...0x26BE, 0x26C4...0x26C5, 0x26CE, 0x26D4, 0x26EA, 0x26F2...0x26F3, 0x26F5, 0x26FA,
      0x26FD, 0x2705, 0x270A...0x270B, 0x2728, 0x274C, 0x274E, 0x2753...0x2755, 0x2757,
      0x2795...0x2797, 0x27B0, 0x27BF, 0x2B1B...0x2B1C, 0x2B50, 0x2B55, 0x2E80...0x303E,
      0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
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
