/// The fields of a protobuf message, one after the other; ends at the first that is not sound.
///
/// Source: the protobuf encoding guide, https://protobuf.dev/programming-guides/encoding/.
struct ProtobufFields: Sequence, IteratorProtocol {
  /// A field and its value.
  struct Field {
    var number: UInt64
    /// The value of a field of 64 bits or less; 0 for others.
    var integer: UInt64 = 0
    /// The bytes of text and messages; empty for others.
    var bytes: ArraySlice<UInt8> = []

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var fields: ProtobufFields { ProtobufFields(bytes) }
  }

  private let bytes: ArraySlice<UInt8>
  private var index: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  mutating func next() -> Field? {
    guard let key = varint(), key >= 8 else { return nil }
    var field = Field(number: key >> 3)
    switch key & 7 {
    case 0:
      guard let value = varint() else { return nil }
      field.integer = value
    case 1:
      guard let value = fixed(8) else { return nil }
      field.integer = value
    case 2:
      guard let length = varint(), length <= UInt64(bytes.endIndex - index) else { return nil }
      field.bytes = bytes[index..<index + Int(length)]
      index += Int(length)
    case 5:
      guard let value = fixed(4) else { return nil }
      field.integer = value
    default: return nil
    }
    return field
  }

  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while index < bytes.endIndex, shift < 64 {
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  private mutating func fixed(_ count: Int) -> UInt64? {
    guard bytes.endIndex - index >= count else { return nil }
    var value: UInt64 = 0
    for offset in 0..<count { value |= UInt64(bytes[index + offset]) << UInt64(8 * offset) }
    index += count
    return value
  }
}
