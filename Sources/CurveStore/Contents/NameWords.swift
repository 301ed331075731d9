/// The words of a metric's name in lower case.
struct NameWords {
  /// The words between separators: `val_mAP50` has `val` and `map50`.
  let whole: [Substring]
  /// The same words, divided where a capital follows a small letter: `valLoss` has `val` and `loss`.
  let parts: [Substring]
  /// True when the two differ.
  let hasHumps: Bool

  /// Divides a name.
  ///
  /// - Complexity: O(bytes).
  init(_ name: String) {
    whole = Self.words(name.lowercased())
    var (isAfterSmall, hasHump) = (false, false)
    for byte in name.utf8 {
      if isAfterSmall, byte >= 0x41, byte <= 0x5A { hasHump = true }
      isAfterSmall = byte >= 0x61 && byte <= 0x7A
    }
    hasHumps = hasHump
    parts = hasHump ? Self.words(Self.dividingHumps(name).lowercased()) : whole
  }

  private static func words(_ name: String) -> [Substring] {
    if name.utf8.allSatisfy({ $0 < 0x80 }) {
      return name.utf8.split { byte in
        !(byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39)
      }.map { Substring($0) }
    }
    return name.split { !$0.isLetter && !$0.isNumber }
  }

  private static func dividingHumps(_ name: String) -> String {
    var divided = ""
    var isAfterSmall = false
    for character in name {
      if isAfterSmall, character.isUppercase { divided.append(" ") }
      divided.append(character)
      isAfterSmall = character.isLowercase
    }
    return divided
  }

  /// The letters before the digits of a word; the word itself when it starts with a digit.
  static func letters(of word: Substring) -> Substring {
    let bytes = word.utf8
    if let digit = bytes.firstIndex(where: { $0 >= 0x30 && $0 <= 0x39 }), digit > bytes.startIndex {
      return word[..<digit]
    }
    return word
  }

  /// Returns true when a word ends with bytes.
  static func ends(_ word: Substring, with ending: [UInt8]) -> Bool {
    word.utf8.count >= ending.count && word.utf8.suffix(ending.count).elementsEqual(ending)
  }

  /// Returns true when two words of a list follow each other.
  static func pair(_ words: [Substring], _ first: Substring, _ second: Substring) -> Bool {
    guard let index = words.firstIndex(of: first), index + 1 < words.count else { return false }
    return words[index + 1] == second
  }
}
