/// A writer of a protobuf message.
struct WireBytes {
  /// The bytes so far.
  private(set) var bytes: [UInt8] = []

  /// Adds an integer field, seven bits per byte.
  mutating func varint(_ field: UInt64, _ value: UInt64) {
    append(varint: field << 3)
    append(varint: value)
  }

  /// Adds a field of eight bytes.
  mutating func fixed64(_ field: UInt64, _ bits: UInt64) {
    append(varint: field << 3 | 1)
    append(littleEndian: bits)
  }

  /// Adds a field of four bytes.
  mutating func fixed32(_ field: UInt64, _ bits: UInt32) {
    append(varint: field << 3 | 5)
    append(littleEndian: bits)
  }

  /// Adds a field of bytes, text or a message.
  mutating func delimited(_ field: UInt64, _ content: some Collection<UInt8>) {
    append(varint: field << 3 | 2)
    append(varint: UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  private mutating func append(varint value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: value))
  }

  private mutating func append(littleEndian value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
