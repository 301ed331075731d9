internal import CurveStore
internal import SystemFiles

/// A file that is not text, such as a checkpoint or an image, which is refused.
struct BinaryFile: RecordReader {
  /// The bytes that tell, so that a longer beginning does not dilute them.
  private static let examined = 1 << 16

  /// Takes a file whose beginning has control characters that no program prints, over one in fifty.
  ///
  /// Zeros do not count: a program that goes on in an emptied file leaves them in front of its text.
  init?(_ head: LogHead) {
    var (controls, others) = (0, 0)
    for byte in head.bytes.prefix(Self.examined) where byte != 0 {
      // Bells, tabs, new lines and escapes are printed.
      let isControl = byte < 7 || (14..<32).contains(byte) && byte != 0x1B
      if isControl { controls += 1 } else { others += 1 }
    }
    guard controls > 2 && controls * 50 > others || Self.hasLength(head.bytes) else { return nil }
  }

  /// Returns true for a length in eight bytes before JSON, as safetensors begin.
  private static func hasLength(_ bytes: [UInt8]) -> Bool {
    bytes.count > 8 && bytes[0..<4].contains { $0 != 0 } && bytes[4..<8].allSatisfy { $0 == 0 }
      && bytes[8] == UInt8(ascii: "{")
  }

  mutating func read(_ window: LogWindow) -> Int { window.bytes.count - window.start }

  func contents(path: String) throws(FileError) -> LogContents {
    throw FileError(path, "is a binary file, not a log")
  }
}
