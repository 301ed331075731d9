/// The numbers or texts of a tensor with any number of dimensions.
///
/// Fields are those of `tensorflow/core/framework/tensor.proto`. Numbers of 32 and 64 bits are
/// decoded: TensorBoard's plugins write no others.
struct TensorArray {
  /// The size of each dimension.
  private(set) var shape: [Int] = []
  /// The numbers, the last dimension fastest; empty for texts.
  private(set) var numbers: [Double] = []
  /// The ranges of the texts in the bytes; empty for numbers.
  private(set) var texts: [Range<Int>] = []

  /// The greatest number of elements, far beyond any histogram: a shape alone must not take memory.
  private static let mostElements = 1 << 18
  /// TensorFlow's numbers of the data types.
  private static let (float, double, string): (UInt64, UInt64, UInt64) = (1, 2, 7)

  /// Reads a `TensorProto`; nil for a damaged one and one of other types.
  init?(_ range: Range<Int>, in bytes: RawSpan) {
    var cursor = ProtobufCursor(range)
    var type: UInt64 = 0
    var content: Range<Int>?
    while !cursor.isAtEnd {
      guard let key = cursor.key(in: bytes) else { return nil }
      switch (key.field, key.type) {
      case (1, .varint):
        guard let value = cursor.varint(in: bytes) else { return nil }
        type = value
      case (2, .delimited):
        guard let field = cursor.delimited(in: bytes), let shape = Self.shape(field, in: bytes)
        else { return nil }
        self.shape = shape
      case (4, .delimited):
        guard let field = cursor.delimited(in: bytes) else { return nil }
        content = field
      case (5, .delimited), (5, .fixed32):
        guard cursor.floats(key.type, in: bytes, into: &numbers) else { return nil }
      case (6, .delimited), (6, .fixed64):
        guard cursor.doubles(key.type, in: bytes, into: &numbers) else { return nil }
      case (8, .delimited):
        guard let field = cursor.delimited(in: bytes) else { return nil }
        texts.append(field)
      default: if !cursor.skip(key.type, in: bytes) { return nil }
      }
    }
    guard type != Self.string else { return }
    texts = []
    guard type == Self.float || type == Self.double else { return nil }
    if let content, !content.isEmpty {
      numbers = []
      var packed = ProtobufCursor(content)
      let isWhole =
        type == Self.float
        ? packed.floats(in: bytes, into: &numbers) : packed.doubles(in: bytes, into: &numbers)
      if !isWhole { return nil }
    }
    guard let count = count, numbers.count <= count else { return nil }
    // A list that is shorter than the shape goes on with its last number.
    numbers += Array(repeating: numbers.last ?? 0, count: count - numbers.count)
  }

  /// The number of elements of the shape; nil when it is too large.
  private var count: Int? {
    var count = 1
    for size in shape {
      guard size <= Self.mostElements else { return nil }
      count *= size
      if count > Self.mostElements { return nil }
    }
    return count
  }

  /// The sizes in a `TensorShapeProto`; nil when it is malformed or of unknown rank.
  private static func shape(_ range: Range<Int>, in bytes: RawSpan) -> [Int]? {
    var cursor = ProtobufCursor(range)
    var shape: [Int] = []
    while !cursor.isAtEnd {
      guard let key = cursor.key(in: bytes), key.field == 2, key.type == .delimited,
        let field = cursor.delimited(in: bytes)
      else { return nil }
      var dimension = ProtobufCursor(field)
      var size: UInt64 = 0
      while !dimension.isAtEnd {
        guard let key = dimension.key(in: bytes) else { return nil }
        if key.field == 1, key.type == .varint {
          guard let value = dimension.varint(in: bytes) else { return nil }
          size = value
        } else if !dimension.skip(key.type, in: bytes) {
          return nil
        }
      }
      guard let size = Int(exactly: size) else { return nil }
      shape.append(size)
    }
    return shape
  }
}

extension ProtobufCursor {
  /// Adds a field of 32-bit numbers, packed or single.
  ///
  /// - Returns: False where the bytes are damaged.
  fileprivate mutating func floats(
    _ type: WireType, in bytes: RawSpan, into numbers: inout [Double]
  ) -> Bool {
    if case .fixed32 = type {
      guard let bits = fixed32(in: bytes) else { return false }
      numbers.append(Double(Float(bitPattern: bits)))
      return true
    }
    guard let field = delimited(in: bytes) else { return false }
    var packed = ProtobufCursor(field)
    return packed.floats(in: bytes, into: &numbers)
  }

  /// Adds a field of 64-bit numbers, packed or single.
  ///
  /// - Returns: False where the bytes are damaged.
  mutating func doubles(
    _ type: WireType, in bytes: RawSpan, into numbers: inout [Double]
  ) -> Bool {
    if case .fixed64 = type {
      guard let bits = fixed64(in: bytes) else { return false }
      numbers.append(Double(bitPattern: bits))
      return true
    }
    guard let field = delimited(in: bytes) else { return false }
    var packed = ProtobufCursor(field)
    return packed.doubles(in: bytes, into: &numbers)
  }

  /// Adds all that is left as 32-bit numbers.
  fileprivate mutating func floats(in bytes: RawSpan, into numbers: inout [Double]) -> Bool {
    while !isAtEnd {
      guard let bits = fixed32(in: bytes) else { return false }
      numbers.append(Double(Float(bitPattern: bits)))
    }
    return true
  }

  /// Adds all that is left as 64-bit numbers.
  fileprivate mutating func doubles(in bytes: RawSpan, into numbers: inout [Double]) -> Bool {
    while !isAtEnd {
      guard let bits = fixed64(in: bytes) else { return false }
      numbers.append(Double(bitPattern: bits))
    }
    return true
  }
}
