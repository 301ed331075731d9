extension StringProtocol where SubSequence == Substring {
  /// The text in lines of at most a number of columns, broken at blanks; a longer word is broken
  /// anywhere.
  package func wrapped(to width: Int) -> [String] {
    guard width > 1 else { return [] }
    var lines: [String] = []
    var line = ""
    for word in split(separator: " " as Character) {
      var word = Substring(word)
      if !line.isEmpty, line.cellWidth + 1 + word.cellWidth > width {
        lines.append(line)
        line = ""
      }
      while word.cellWidth > width {
        lines.append(String(word.prefix(width)))
        word = word.dropFirst(width)
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
