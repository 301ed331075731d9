extension Color {
  /// Creates the colour of a terminal's answer to the question for its background (OSC 11):
  /// `ESC ] 11 ; rgb:1e1e/1e1e/2e2e`; nil for any other string.
  init?(backgroundReport bytes: [UInt8]) {
    let start = Array("\u{1B}]11;rgb".utf8)
    guard bytes.starts(with: start) else { return nil }
    // Some terminals add the opacity: rgba:.
    let rest = bytes.dropFirst(start.count).drop { $0 == UInt8(ascii: "a") }
    guard rest.first == UInt8(ascii: ":") else { return nil }
    let parts = rest.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 3 || parts.count == 4 else { return nil }
    let values = parts.prefix(3).compactMap { digits -> UInt8? in
      // One to four digits, which stand for fractions of the largest number with as many.
      guard (1...4).contains(digits.count),
        let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
      else { return nil }
      let largest = UInt32(1) << (4 * UInt32(digits.count)) - 1
      return UInt8((value * 255 + largest / 2) / largest)
    }
    guard values.count == 3 else { return nil }
    self.init(values[0], values[1], values[2])
  }

  /// Creates a colour as light or dark as the background that `COLORFGBG` names, such as `0;15`, by
  /// its number among the 16 colours; nil where it names none.
  package init?(foregroundAndBackground text: String) {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false)
    guard parts.count > 1, let number = parts.last.flatMap({ Int($0) }), (0...15).contains(number)
    else { return nil }
    let light = number == 7 || number > 8
    self = light ? Color(255, 255, 255) : Color(0, 0, 0)
  }
}
