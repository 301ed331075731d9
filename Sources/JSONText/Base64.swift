/// Bytes as text of the alphabet A–Z, a–z, 0–9, + and / with padding (RFC 4648, section 4).
public enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  /// The value of each byte as a digit; 255 for bytes outside the alphabet.
  private static let digits: [UInt8] = {
    var digits = [UInt8](repeating: 255, count: 256)
    for (value, byte) in alphabet.enumerated() { digits[Int(byte)] = UInt8(value) }
    return digits
  }()

  /// Encodes bytes.
  ///
  /// - Complexity: O(bytes).
  public static func text(of bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
      for digit in 0..<4 {
        text.append(
          digit <= group.count ? alphabet[Int(bits >> (18 - 6 * UInt32(digit)) & 63)] : padding)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Decodes text; nil when it has another character or its padding is wrong.
  ///
  /// - Complexity: O(characters).
  public static func bytes(of text: String) -> [UInt8]? {
    let text = Array(text.utf8)
    guard text.count % 4 == 0 else { return nil }
    let count = text.reversed().prefix(2).prefix { $0 == padding }.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    for start in stride(from: 0, to: text.count, by: 4) {
      let missing = start + 4 == text.count ? count : 0
      var bits: UInt32 = 0
      for digit in 0..<4 {
        let value = digit < 4 - missing ? digits[Int(text[start + digit])] : 0
        guard value < 64 else { return nil }
        bits = bits << 6 | UInt32(value)
      }
      for index in 0..<(3 - missing) {
        bytes.append(UInt8(truncatingIfNeeded: bits >> (16 - 8 * UInt32(index))))
      }
    }
    return bytes
  }
}
