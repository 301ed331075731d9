extension Key {
  /// The key in a column of a hint that begins with the spelling of keys: of several such as `←→`,
  /// `up/down` or `e E`, the one that stands there; else the first of the hint's keys.
  package init?(at column: Int, of label: String, among keys: [Key]) {
    let label = Array(label.unicodeScalars)
    let isThere = label.indices.contains(column)
    guard let key = (isThere ? Self.spelled(in: label, at: column) : nil) ?? keys.first else {
      return nil
    }
    self = key
  }

  /// The key of several that is spelled in a column; nil for one alone, and between them.
  private static func spelled(in label: [Unicode.Scalar], at column: Int) -> Key? {
    let arrows: [Unicode.Scalar: Key] = ["←": .left, "→": .right, "↑": .up, "↓": .down]
    if let arrow = arrows[label[column]] { return arrow }
    func isBetween(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "/" }
    guard label.contains(where: isBetween), !isBetween(label[column]) else { return nil }
    let before = label[..<column].reversed().prefix { !isBetween($0) }.reversed()
    let word = String(
      String.UnicodeScalarView(before + label[column...].prefix { !isBetween($0) }))
    return Key(named: word) ?? ["PgUp": .pageUp, "PgDn": .pageDown][word]
  }
}
