package import JSONText

/// A value as Python prints it: `{'loss': [np.float32(0.9), nan], 'best': None}`.
package struct PythonLiteral {
  /// The value in JSON.
  package let value: JSONValue

  /// The greatest depth of nested values.
  private static let deepest = 64

  private let bytes: ArraySlice<UInt8>
  private var index: Int

  /// Reads a text that is one value, which a name may precede: `history = {…}`.
  ///
  /// - Returns: Nil when it is anything else.
  /// - Complexity: O(bytes).
  package init?(_ bytes: ArraySlice<UInt8>) {
    var reader = PythonLiteral(reading: bytes)
    reader.skipName()
    guard let value = reader.read(depth: 0) else { return nil }
    reader.skipBlanks()
    guard reader.index == bytes.endIndex else { return nil }
    self.init(bytes: bytes, index: reader.index, value: value)
  }

  private init(reading bytes: ArraySlice<UInt8>) {
    self.init(bytes: bytes, index: bytes.startIndex, value: .null)
  }

  private init(bytes: ArraySlice<UInt8>, index: Int, value: JSONValue) {
    self.bytes = bytes
    self.index = index
    self.value = value
  }

  /// Returns true when a text may begin with a value, with or without a name before it.
  package static func mayBegin(_ bytes: [UInt8]) -> Bool {
    var reader = PythonLiteral(reading: bytes.prefix(256))
    reader.skipName()
    reader.skipBlanks()
    guard let byte = reader.peek else { return false }
    if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { return true }
    let name = reader.word()
    return ["defaultdict", "OrderedDict", "collections.OrderedDict", "dict"].contains(name)
      && reader.peek == UInt8(ascii: "(")
  }

  private var peek: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0
    {
      index += 1
    }
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard peek == byte else { return false }
    index += 1
    return true
  }

  /// Skips a name with `=` or `:` at the beginning.
  private mutating func skipName() {
    skipBlanks()
    let start = index
    guard !word().isEmpty else { return }
    while peek == 0x20 { index += 1 }
    guard peek == UInt8(ascii: "=") || peek == UInt8(ascii: ":") else {
      index = start
      return
    }
    index += 1
  }

  /// The letters, digits, points and underscores at the present index.
  private mutating func word() -> String {
    let start = index
    while let byte = peek,
      byte >= 0x61 && byte <= 0x7A || byte >= 0x41 && byte <= 0x5A || byte >= 0x30 && byte <= 0x39
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
    {
      index += 1
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func read(depth: Int) -> JSONValue? {
    skipBlanks()
    guard depth < Self.deepest, let byte = peek else { return nil }
    switch byte {
    case UInt8(ascii: "{"): return dictionary(depth)
    case UInt8(ascii: "["), UInt8(ascii: "("):
      index += 1
      let close = byte == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: ")")
      return list(until: close, depth).map { .array($0.values) }
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return text().map { .string($0) }
    case UInt8(ascii: "<"): return shown(depth)
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), 0x30...0x39: return number()
    default: return named(depth)
    }
  }

  private mutating func dictionary(_ depth: Int) -> JSONValue? {
    index += 1
    var members: [JSONValue.Member] = []
    while !skip(UInt8(ascii: "}")) {
      guard let key = read(depth: depth + 1), skip(UInt8(ascii: ":")),
        let value = read(depth: depth + 1)
      else { return nil }
      members.append(.init(key.string ?? key.text, value))
      if skip(UInt8(ascii: ",")) { continue }
      guard skip(UInt8(ascii: "}")) else { return nil }
      break
    }
    return .object(members)
  }

  /// The values up to a closing bracket, with those that have names.
  private mutating func list(
    until close: UInt8, _ depth: Int
  ) -> (values: [JSONValue], named: [JSONValue.Member])? {
    var values: [JSONValue] = []
    var named: [JSONValue.Member] = []
    while !skip(close) {
      let start = index
      skipBlanks()
      let name = word()
      if !name.isEmpty, skip(UInt8(ascii: "=")) {
        let start = index
        var value = read(depth: depth + 1)
        if value == nil {
          // `dtype=float32` has a name for its value.
          index = start
          skipBlanks()
          value = word().isEmpty ? nil : .null
        }
        guard let value else { return nil }
        named.append(.init(name, value))
      } else {
        index = start
        guard let value = read(depth: depth + 1) else { return nil }
        values.append(value)
      }
      if skip(UInt8(ascii: ",")) { continue }
      guard skip(close) else { return nil }
      break
    }
    return (values, named)
  }

  private mutating func text() -> String? {
    guard let quote = peek else { return nil }
    index += 1
    var text: [UInt8] = []
    while let byte = peek, byte != quote {
      guard byte != 0x0A else { return nil }
      index += 1
      if byte == UInt8(ascii: "\\"), let next = peek {
        text.append(next == UInt8(ascii: "n") ? 0x0A : next == UInt8(ascii: "t") ? 0x09 : next)
        index += 1
      } else {
        text.append(byte)
      }
    }
    guard peek == quote else { return nil }
    index += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func number() -> JSONValue? {
    let start = index
    index += 1
    while let byte = peek,
      byte >= 0x30 && byte <= 0x39 || ".eE_".utf8.contains(byte)
        || (byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+"))
          && "eE".utf8.contains(bytes[index - 1])
    {
      index += 1
    }
    var numeral = String(decoding: bytes[start..<index], as: UTF8.self)
    numeral.removeAll { $0 == "_" }
    if let whole = Int(numeral) { return .integer(whole) }
    if let value = Double(numeral) { return .finite(value) }
    // `-inf` and `-nan`.
    guard numeral == "-" || numeral == "+", let value = named(0)?.double else { return nil }
    return .finite(numeral == "-" ? -value : value)
  }

  /// A word, or a call such as `np.float32(0.5)`, which stands for its first value.
  private mutating func named(_ depth: Int) -> JSONValue? {
    let name = word()
    switch name {
    case "": return nil
    case "None": return .null
    case "True": return .boolean(true)
    case "False": return .boolean(false)
    case "nan", "NaN", "np.nan", "math.nan", "numpy.nan", "null", "NA": return .finite(.nan)
    case "inf", "Infinity", "np.inf", "math.inf", "numpy.inf": return .finite(.infinity)
    case "...": return .null
    default: break
    }
    if peek == UInt8(ascii: "'") || peek == UInt8(ascii: "\""), name.utf8.count == 1 {
      return text().map { .string($0) }
    }
    guard skip(UInt8(ascii: "(")), let list = list(until: UInt8(ascii: ")"), depth) else {
      return nil
    }
    if name == "defaultdict" { return list.values.last }
    if name == "dict", list.values.isEmpty { return .object(list.named) }
    guard let first = list.values.first else { return .null }
    if name.hasSuffix("Dict") || name == "dict", let pairs = first.array {
      return .object(
        pairs.compactMap { pair in
          guard let pair = pair.array, pair.count == 2, let key = pair[0].string else { return nil }
          return .init(key, pair[1])
        })
    }
    if name == "float", let text = first.string {
      return Double(text).map { .finite($0) } ?? .null
    }
    return first
  }

  /// The text that an object without a notation shows of itself: `<class 'list'>`,
  /// `<tf.Tensor: shape=(), dtype=float32, numpy=0.5>`.
  private mutating func shown(_ depth: Int) -> JSONValue? {
    guard let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
    let inside = Array(bytes[index..<end])
    index = end + 1
    let mark = Array("numpy=".utf8)
    guard inside.count > mark.count,
      let start = inside.indices.first(where: { inside[$0...].starts(with: mark) })
    else { return .null }
    var reader = PythonLiteral(reading: inside[(start + mark.count)...])
    return reader.read(depth: depth + 1) ?? .null
  }
}
