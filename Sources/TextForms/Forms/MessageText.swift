/// The lines that tell what a callback or the trainer did.
enum MessageText {
  private static let words = [
    "early stopping", "earlystopping", "restoring model weights", "reducing learning rate",
    "improved from", "did not improve", "did not meet early", "training until validation",
    "setting learning rate", "saved checkpoint", "saving checkpoint", "resuming from",
    "resumed from",
    "saving model to", "terminating training", "invalid loss",
    "finished saving", "stopping. best iteration", "training stopped", "stopping training early",
    summary,
  ]

  /// The field of the summary that Hugging Face's trainer prints at its end.
  static let summary = "'train_runtime'"

  /// Returns true when a line holds one of the words of callbacks.
  static func isMessage(_ line: [UInt8]) -> Bool {
    let text = String(decoding: line.prefix(400), as: UTF8.self).lowercased()
    return words.contains { text.contains($0) }
  }

  /// The text of a message: without blanks around it, and a summary without the bar before it;
  /// Latin-1 where it is not UTF-8.
  static func text(_ line: UnsafeBufferPointer<UInt8>) -> String {
    let text =
      String(validating: line, as: UTF8.self)
      ?? String(String.UnicodeScalarView(line.map { Unicode.Scalar($0) }))
    if text.contains(summary), let open = text.firstIndex(of: "{"),
      let close = text.lastIndex(of: "}"), open < close
    {
      return String(text[open...close])
    }
    let blanks: Set<Character> = [" ", "\t"]
    let start = text.firstIndex { !blanks.contains($0) } ?? text.endIndex
    let end = text.lastIndex { !blanks.contains($0) } ?? text.startIndex
    return start <= end && start < text.endIndex ? String(text[start...end]) : ""
  }
}
