extension StringProtocol where SubSequence == Substring {
  /// The text wrapped at spaces to a number of columns; a word wider than a line is cut.
  ///
  /// - Complexity: O(length).
  package func wrapped(to width: Int) -> [String] {
    guard width > 1 else { return [] }
    if fits(width) { return [String(self)] }
    var lines: [String] = []
    var (line, used) = ("", 0)
    func close() {
      lines.append(line)
      (line, used) = ("", 0)
    }
    for word in split(separator: " " as Character) {
      let columns = word.cellWidth
      if !line.isEmpty, used + 1 + columns > width { close() }
      if columns <= width {
        if !line.isEmpty {
          line += " "
          used += 1
        }
        line += word
        used += columns
        continue
      }
      for letter in word {
        let columns = letter.unicodeScalars.reduce(0) { $0 + $1.cellWidth }
        if used + columns > width { close() }
        line.append(letter)
        used += columns
      }
    }
    if !line.isEmpty { close() }
    return lines
  }

  /// True of plain words with single spaces between them that need no second line.
  private func fits(_ width: Int) -> Bool {
    guard (1...width).contains(utf8.count), isPlain else { return false }
    return utf8.withContiguousStorageIfAvailable { bytes in
      let blank = UInt8(ascii: " ")
      return bytes.first != blank && bytes.last != blank
        && !bytes.indices.dropLast().contains { bytes[$0] == blank && bytes[$0 + 1] == blank }
    } ?? false
  }

  /// The text cut to `columns` behind a whole word, with an ellipsis; within a word where that would
  /// leave half of them free.
  ///
  /// - Complexity: O(length).
  package func cutBehindWord(to columns: Int, ellipsis: Unicode.Scalar) -> String {
    let cut = String(self).truncated(to: columns, ellipsis: ellipsis)
    guard cellWidth > columns, let blank = cut.lastIndex(of: " "),
      let last = cut[..<blank].lastIndex(where: { $0.isLetter || $0.isNumber || $0 == ")" }),
      cut[...last].cellWidth * 2 >= columns
    else { return cut }
    return cut[...last] + " " + ellipsis.cutSign
  }
}
