extension Key {
  /// The key in a column of a hint that begins with the spelling of keys: of a pair such as `←→` or
  /// `e E`, the one that stands there; else the first of the hint's keys.
  package init?(at column: Int, of label: String, among keys: [Key]) {
    let label = Array(label.unicodeScalars)
    let arrows: [Unicode.Scalar: Key] = ["←": .left, "→": .right, "↑": .up, "↓": .down]
    let isPair = label.count == 3 && label[1] == " " && column != 1
    let pressed: Key? =
      label.indices.contains(column)
      ? arrows[label[column]] ?? (isPair ? .character(label[column]) : nil) : nil
    guard let key = pressed ?? keys.first else { return nil }
    self = key
  }
}
