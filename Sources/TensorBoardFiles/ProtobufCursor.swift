/// A reader of a protobuf message, one field after the other.
///
/// A read returns nil where the bytes are damaged: an end inside a value, a length beyond the end,
/// a number of more than 64 bits, or a group, which no proto3 message has. Every call is given the
/// bytes, so that a cursor is a plain value. Source: the protobuf encoding guide,
/// https://protobuf.dev/programming-guides/encoding/.
package struct ProtobufCursor {
  /// The layout of a field's value.
  package enum WireType {
    /// Seven bits per byte, the low ones first.
    case varint
    /// Eight bytes, little-endian.
    case fixed64
    /// A length, then that many bytes.
    case delimited
    /// Four bytes, little-endian.
    case fixed32
  }

  /// A field's number and layout.
  package struct Key {
    /// The number in the message, from 1.
    package var field: UInt64
    /// The layout.
    package var type: WireType
  }

  /// The index of the next byte.
  package private(set) var offset: Int
  let end: Int

  /// Starts at the beginning of a range.
  ///
  /// - Precondition: The bytes that later calls are given contain the range.
  package init(_ range: Range<Int>) {
    offset = range.lowerBound
    end = range.upperBound
  }

  /// True when nothing is left.
  package var isAtEnd: Bool { offset == end }

  /// The next field's key.
  package mutating func key(in bytes: RawSpan) -> Key? {
    guard let value = varint(in: bytes), value >= 8 else { return nil }
    let type: WireType
    switch value & 7 {
    case 0: type = .varint
    case 1: type = .fixed64
    case 2: type = .delimited
    case 5: type = .fixed32
    default: return nil
    }
    return Key(field: value >> 3, type: type)
  }

  /// A number of up to 64 bits.
  package mutating func varint(in bytes: RawSpan) -> UInt64? {
    guard offset < end else { return nil }
    let first = byte(bytes)
    if first < 0x80 { return UInt64(first) }
    var value = UInt64(first & 0x7F)
    var shift: UInt64 = 7
    while offset < end {
      let next = byte(bytes)
      // The tenth byte has room for one bit.
      if shift == 63, next > 1 { return nil }
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// Four bytes.
  package mutating func fixed32(in bytes: RawSpan) -> UInt32? {
    guard end - offset >= 4 else { return nil }
    defer { offset += 4 }
    return bytes.littleEndian32(at: offset)
  }

  /// Eight bytes.
  package mutating func fixed64(in bytes: RawSpan) -> UInt64? {
    guard end - offset >= 8 else { return nil }
    defer { offset += 8 }
    return bytes.littleEndian64(at: offset)
  }

  /// The range of a field of bytes, text or a message.
  package mutating func delimited(in bytes: RawSpan) -> Range<Int>? {
    guard let length = varint(in: bytes), length <= UInt64(end - offset) else { return nil }
    let start = offset
    offset += Int(length)
    return start..<offset
  }

  /// Skips a value.
  ///
  /// - Returns: False where the bytes are damaged.
  package mutating func skip(_ type: WireType, in bytes: RawSpan) -> Bool {
    switch type {
    case .varint: varint(in: bytes) != nil
    case .fixed64: fixed64(in: bytes) != nil
    case .delimited: delimited(in: bytes) != nil
    case .fixed32: fixed32(in: bytes) != nil
    }
  }

  private mutating func byte(_ bytes: RawSpan) -> UInt8 {
    defer { offset += 1 }
    return bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }
}

extension RawSpan {
  /// Four bytes as a number; ends the program beyond the end.
  func littleEndian32(at offset: Int) -> UInt32 {
    UInt32(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// Eight bytes as a number; ends the program beyond the end.
  func littleEndian64(at offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
