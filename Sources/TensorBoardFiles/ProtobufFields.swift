/// The fields of a protobuf message in order, up to the first damaged one.
package struct ProtobufFields: Sequence, IteratorProtocol {
  /// A field and its value.
  package struct Field {
    /// The number.
    package var number: UInt64
    /// The value of a field of 64 bits or less; 0 for other fields.
    package var integer: UInt64 = 0
    /// The bytes of text and messages; empty for other fields.
    package var bytes: ArraySlice<UInt8> = []

    /// The bytes as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
    /// The bytes as the fields of a message.
    package var fields: ProtobufFields { ProtobufFields(bytes) }
  }

  private let bytes: ArraySlice<UInt8>
  private var cursor: ProtobufCursor

  /// Starts at the beginning of a message.
  package init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    cursor = ProtobufCursor(0..<bytes.count)
  }

  package mutating func next() -> Field? {
    var cursor = cursor
    defer { self.cursor = cursor }
    let span = bytes.span.bytes
    guard let key = cursor.key(in: span) else { return nil }
    var field = Field(number: key.field)
    switch key.type {
    case .varint:
      guard let value = cursor.varint(in: span) else { return nil }
      field.integer = value
    case .fixed64:
      guard let value = cursor.fixed64(in: span) else { return nil }
      field.integer = value
    case .fixed32:
      guard let value = cursor.fixed32(in: span) else { return nil }
      field.integer = UInt64(value)
    case .delimited:
      guard let range = cursor.delimited(in: span) else { return nil }
      let start = bytes.startIndex
      field.bytes = bytes[start + range.lowerBound..<start + range.upperBound]
    }
    return field
  }
}
