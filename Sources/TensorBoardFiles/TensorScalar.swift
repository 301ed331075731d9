/// A decoder of tensors without dimensions, as which TensorFlow 2 writes scalars.
///
/// Fields and data types are those of `tensorflow/core/framework/{tensor,types}.proto`: the value
/// is in `tensor_content` or in the list of its type; an empty list means 0.
enum TensorScalar {
  /// The result of decoding a message.
  enum Reading {
    /// A number.
    case scalar(Double)
    /// A tensor of another shape or type.
    case other
    /// Not a tensor message.
    case malformed
  }

  /// The numeric data types, by TensorFlow's numbers.
  private enum DataType: UInt64 {
    case float = 1
    case double = 2
    case int32 = 3
    case uint8 = 4
    case int16 = 5
    case int8 = 6
    case int64 = 9
    case bool = 10
    case bfloat16 = 14
    case uint16 = 17
    case half = 19
    case uint32 = 22
    case uint64 = 23
  }

  /// Reads a `TensorProto`.
  static func read(_ range: Range<Int>, in bytes: RawSpan) -> Reading {
    var cursor = ProtobufCursor(range)
    var type: UInt64 = 0
    var content: Range<Int>?
    var list: (field: UInt64, bits: UInt64)?
    while !cursor.isAtEnd {
      guard let key = cursor.key(in: bytes) else { return .malformed }
      switch (key.field, key.type) {
      case (1, .varint):
        guard let value = cursor.varint(in: bytes) else { return .malformed }
        type = value
      case (2, .delimited):
        guard let shape = cursor.delimited(in: bytes),
          let hasDimensions = hasDimensions(shape, in: bytes)
        else { return .malformed }
        if hasDimensions { return .other }
      case (4, .delimited):
        guard let part = cursor.delimited(in: bytes) else { return .malformed }
        content = part
      case (5, .fixed32):
        guard let bits = cursor.fixed32(in: bytes), list == nil else { return .malformed }
        list = (5, UInt64(bits))
      case (6, .fixed64), (7, .varint), (10, .varint), (11, .varint), (13, .varint),
        (16, .varint), (17, .varint):
        guard let bits = element(of: &cursor, key.type, bytes), list == nil else {
          return .malformed
        }
        list = (key.field, bits)
      case (5, .delimited), (6, .delimited), (7, .delimited), (10, .delimited), (11, .delimited),
        (13, .delimited), (16, .delimited), (17, .delimited):
        guard let part = cursor.delimited(in: bytes) else { return .malformed }
        if part.isEmpty { continue }
        var packed = ProtobufCursor(part)
        let layout: ProtobufCursor.WireType =
          key.field == 5 ? .fixed32 : key.field == 6 ? .fixed64 : .varint
        guard list == nil, let bits = element(of: &packed, layout, bytes), packed.isAtEnd else {
          return .malformed
        }
        list = (key.field, bits)
      default: if !cursor.skip(key.type, in: bytes) { return .malformed }
      }
    }
    guard let type = DataType(rawValue: type) else { return .other }
    if let content, !content.isEmpty { return number(type, content: content, in: bytes) }
    guard let list else { return .scalar(0) }
    return list.field == field(of: type) ? .scalar(number(type, list.bits)) : .malformed
  }

  private static func element(
    of cursor: inout ProtobufCursor, _ type: ProtobufCursor.WireType, _ bytes: RawSpan
  ) -> UInt64? {
    switch type {
    case .varint: cursor.varint(in: bytes)
    case .fixed64: cursor.fixed64(in: bytes)
    case .fixed32: cursor.fixed32(in: bytes).map(UInt64.init)
    case .delimited: nil
    }
  }

  /// Returns true when a `TensorShapeProto` has dimensions or an unknown rank; nil when it is
  /// malformed.
  private static func hasDimensions(_ range: Range<Int>, in bytes: RawSpan) -> Bool? {
    var cursor = ProtobufCursor(range)
    var hasDimensions = false
    while !cursor.isAtEnd {
      guard let key = cursor.key(in: bytes), cursor.skip(key.type, in: bytes) else { return nil }
      if key.field == 2 || key.field == 3 { hasDimensions = true }
    }
    return hasDimensions
  }

  /// The field number of the list for values of a type.
  private static func field(of type: DataType) -> UInt64 {
    switch type {
    case .float: 5
    case .double: 6
    case .int32, .uint8, .int16, .int8, .uint16: 7
    case .int64: 10
    case .bool: 11
    case .half, .bfloat16: 13
    case .uint32: 16
    case .uint64: 17
    }
  }

  private static func number(_ type: DataType, _ bits: UInt64) -> Double {
    switch type {
    case .float: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .double: Double(bitPattern: bits)
    case .int8: Double(Int8(truncatingIfNeeded: bits))
    case .int16: Double(Int16(truncatingIfNeeded: bits))
    case .int32: Double(Int32(truncatingIfNeeded: bits))
    case .int64: Double(Int64(truncatingIfNeeded: bits))
    case .uint8: Double(UInt8(truncatingIfNeeded: bits))
    case .uint16: Double(UInt16(truncatingIfNeeded: bits))
    case .uint32: Double(UInt32(truncatingIfNeeded: bits))
    case .uint64: Double(bits)
    case .bool: bits == 0 ? 0 : 1
    case .bfloat16: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits) << 16))
    case .half: half(UInt16(truncatingIfNeeded: bits))
    }
  }

  private static func number(
    _ type: DataType, content: Range<Int>, in bytes: RawSpan
  ) -> Reading {
    let width =
      switch type {
      case .int8, .uint8, .bool: 1
      case .int16, .uint16, .half, .bfloat16: 2
      case .float, .int32, .uint32: 4
      case .double, .int64, .uint64: 8
      }
    guard content.count == width else { return .malformed }
    var bits: UInt64 = 0
    for offset in content.reversed() {
      bits = bits << 8 | UInt64(bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
    }
    return .scalar(number(type, bits))
  }

  /// Decodes an IEEE 754 16-bit number, because `Float16` is not available on every platform.
  private static func half(_ bits: UInt16) -> Double {
    let sign = bits & 0x8000 == 0 ? 1.0 : -1.0
    let fraction = Double(bits & 0x3FF)
    switch bits >> 10 & 0x1F {
    case 0: return sign * fraction * 0x1p-24
    case 31: return fraction == 0 ? sign * .infinity : .nan
    case let exponent:
      return sign * (1024 + fraction)
        * Double(sign: .plus, exponent: Int(exponent) - 25, significand: 1)
    }
  }
}
