extension RunSettings {
  /// Reads the settings of a command line: `--lr 0.1`, `--lr=0.1`, `lr=0.1`, `--amp`.
  ///
  /// - Parameter command: The command as one would type it, with simple quotes.
  /// - Complexity: O(characters).
  package init(command: String) {
    let words = Self.words(of: command)
    var pairs: [(String, String)] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      let name = word.drop { $0 == "-" }
      let isOption = word.hasPrefix("-") && Double(word) == nil && !name.isEmpty
      if let equal = name.firstIndex(of: "="), equal > name.startIndex {
        pairs.append((String(name[..<equal]), String(name[name.index(after: equal)...])))
      } else if isOption {
        let next = index < words.count ? words[index] : "-"
        let isValue = !next.hasPrefix("-") || Double(next) != nil
        if isValue { index += 1 }
        pairs.append((String(name), isValue ? next : "on"))
      }
    }
    self.init(pairs)
  }

  private static func words(of command: String) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    var isOpen = false
    for character in command {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "'" || character == "\"" {
        (quote, isOpen) = (character, true)
      } else if character == " " {
        if !word.isEmpty || isOpen { words.append(word) }
        (word, isOpen) = ("", false)
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty || isOpen { words.append(word) }
    return words
  }
}
