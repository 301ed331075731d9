internal import CCRC32C

/// The checksum of TFRecord files: CRC-32C, rotated and shifted so that a record that holds records does
/// not check itself.
///
/// Source: `tensorflow/core/lib/hash/crc32c.h`, `Mask`.
enum Checksum {
  /// The masked checksum of a part of some bytes.
  ///
  /// - Precondition: the range lies within the bytes.
  static func masked(_ bytes: RawSpan, _ range: Range<Int>) -> UInt32 {
    masked(continuing(0, bytes, range))
  }

  /// The masked form of a plain checksum.
  static func masked(_ plain: UInt32) -> UInt32 { (plain >> 15 | plain << 17) &+ 0xA282_EAD8 }

  /// The plain checksum of what came before together with a part of some bytes; begin with 0.
  ///
  /// - Precondition: the range lies within the bytes.
  static func continuing(_ checksum: UInt32, _ bytes: RawSpan, _ range: Range<Int>) -> UInt32 {
    bytes.extracting(range).withUnsafeBytes {
      plateau_crc32c(checksum, $0.baseAddress, $0.count)
    }
  }
}
