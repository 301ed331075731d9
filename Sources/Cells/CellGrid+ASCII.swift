extension CellGrid {
  /// Replaces characters that a terminal without Unicode cannot show; names and messages may
  /// contain any.
  package mutating func keepASCII() {
    let spellings: [Unicode.Scalar: Unicode.Scalar] = [
      "→": ">", "–": "-", "—": "-", "…": ".", "×": "x", "·": "-", Cell.continuation: "?",
    ]
    for row in 0..<size.height {
      for column in 0..<size.width where !self[column, row].scalar.isPlainASCII {
        self[column, row].scalar = spellings[self[column, row].scalar] ?? "?"
      }
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isPlainASCII: Bool { isASCII && value >= 0x20 }
}
