extension SplitWords {
  /// The split that a whole word names; nil when it names none.
  ///
  /// In a language without blanks a longer word names more than the data: 验证损失 is a loss.
  package static func split(_ word: String) -> LogSeries.Split? {
    if let first = word.utf8.first, first >= 0xE0, word.count > 3 { return nil }
    let lower = word.lowercased()
    if heads.contains(where: lower.hasSuffix) { return nil }
    let isHyphenated = ["held-out", "hold-out", "cross-val"].contains(lower)
    guard isHyphenated || word.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "'" }) else {
      return nil
    }
    return split(ofWord: word)
  }

  /// The last parts of German, Dutch and Swedish compounds: a Validierungsverlust is a loss.
  private static let heads = [
    "verlust", "genauigkeit", "fehler", "kosten", "verlies", "nauwkeurigheid", "förlust",
    "noggrannhet",
  ]

  /// The split that the words of a text state; nil when none does.
  package static func split(in text: String) -> LogSeries.Split? {
    split(of: text.lowercased().split { !$0.isLetter && !$0.isNumber })
  }
}
