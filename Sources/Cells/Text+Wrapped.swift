extension StringProtocol where SubSequence == Substring {
  /// The text wrapped at spaces to a number of columns; a word wider than a line is cut.
  ///
  /// - Complexity: O(length).
  package func wrapped(to width: Int) -> [String] {
    guard width > 1 else { return [] }
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
}
