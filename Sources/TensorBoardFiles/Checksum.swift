internal import CCRC32C

/// The checksum of TFRecord files: CRC-32C, rotated and offset so that a record that contains
/// records does not check itself.
///
/// Source: `tensorflow/core/lib/hash/crc32c.h`, `Mask`.
enum Checksum {
  /// The masked checksum of a range of bytes.
  ///
  /// - Precondition: The range is within the bytes.
  static func masked(_ bytes: RawSpan, _ range: Range<Int>) -> UInt32 {
    masked(continuing(0, bytes, range))
  }

  /// The masked form of a plain checksum.
  static func masked(_ plain: UInt32) -> UInt32 { (plain >> 15 | plain << 17) &+ 0xA282_EAD8 }

  /// The plain checksum of earlier bytes continued over a range; starts with 0.
  ///
  /// - Precondition: The range is within the bytes.
  static func continuing(_ checksum: UInt32, _ bytes: RawSpan, _ range: Range<Int>) -> UInt32 {
    bytes.extracting(range).withUnsafeBytes {
      plateau_crc32c(checksum, $0.baseAddress, $0.count)
    }
  }
}
