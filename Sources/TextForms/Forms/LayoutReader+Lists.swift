internal import CurveStore

extension LayoutReader {
  /// Names the numbers that follow the first one of a list: by the parts of its name, as in
  /// `P/R/F1: 0.5/0.6/0.55`, or by their index, as in `Dice: [0.87, 0.91]`.
  mutating func nameList(_ index: Int, _ slot: inout TextSlot) {
    let count = listLength(index)
    guard count > 1, count <= 32 else { return }
    let parts = slot.name.split(separator: "/").map(String.init)
    if parts.count == count, !Units.isUnit(word: slot.name),
      parts.allSatisfy({ $0.first?.isLetter == true })
    {
      slot.name = parts[0]
      nextNames = Array(parts.dropFirst())
    } else if tokens[index - 1].mark == UInt8(ascii: "["), MetricKind(slot.name).role.isQuality {
      let name = slot.name
      slot.name = "\(name)[0]"
      nextNames = (1..<count).map { "\(name)[\($0)]" }
    }
  }

  /// The number of numbers from an index on, with nothing but one comma or slash between two.
  private func listLength(_ index: Int) -> Int {
    var count = 1
    var next = index + 1
    while next < tokens.count {
      if tokens[next].mark == UInt8(ascii: ",") || tokens[next].mark == UInt8(ascii: "/") {
        next += 1
      }
      guard next < tokens.count, tokens[next].kind == .number else { break }
      count += 1
      next += 1
    }
    return count
  }
}
