/// Reads the part of XML that annotation files are written in: elements, text, entities, CDATA.
///
/// Attributes, comments, instructions and document types are skipped; nothing outside the file is ever
/// loaded. Text is UTF-8.
struct MarkupReader {
  private let path: String
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1

  /// Reads the outermost element of a file.
  ///
  /// - Throws: `DatasetError` with the line.
  /// - Complexity: O(bytes).
  static func read(path: String) throws(DatasetError) -> MarkupElement {
    var stream = try ByteStream(path: path)
    return try parse(try stream.rest(limit: 1 << 26), path: path)
  }

  /// Reads the outermost element of a text.
  static func parse(_ bytes: [UInt8], path: String) throws(DatasetError) -> MarkupElement {
    var reader = MarkupReader(path: path, bytes: bytes)
    return try reader.document()
  }

  private init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  private func failure(_ reason: String) -> DatasetError {
    DatasetError(path, "line \(line): \(reason)")
  }

  private mutating func document() throws(DatasetError) -> MarkupElement {
    var open: [MarkupElement] = []
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<") else {
        let text = try self.text()
        if open.isEmpty {
          // A byte order mark may stand before everything.
          guard text.isEmpty || text == "\u{FEFF}" else { throw failure("this is no XML") }
        } else {
          open[open.count - 1].text += text
        }
        continue
      }
      if take("<!--") {
        try skip(past: "-->")
      } else if take("<![CDATA[") {
        let start = index
        try skip(past: "]]>")
        guard !open.isEmpty else { throw failure("text before the first element") }
        open[open.count - 1].text += String(decoding: bytes[start..<index - 3], as: UTF8.self)
      } else if take("<?") {
        try skip(past: "?>")
      } else if take("<!") {
        try skip(past: ">")
      } else if take("</") {
        let name = try self.name()
        try skip(past: ">")
        guard let element = open.popLast(), element.name == name else {
          throw failure("</\(name)> closes nothing")
        }
        if open.isEmpty { return element }
        open[open.count - 1].children.append(element)
      } else {
        index += 1
        let element = MarkupElement(name: try name(), line: line)
        let isEmpty = try skipAttributes()
        if !isEmpty {
          guard open.count < 64 else { throw failure("more than 64 levels") }
          open.append(element)
        } else if open.isEmpty {
          return element
        } else {
          open[open.count - 1].children.append(element)
        }
      }
    }
    guard let last = open.last else { throw failure("this is no XML: there is no element") }
    throw failure("the file ends within <\(last.name)> of line \(last.line): is it cut off?")
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard index + length <= bytes.count else { return false }
    for offset in 0..<length where bytes[index + offset] != text.utf8Start[offset] { return false }
    index += length
    return true
  }

  private mutating func advance() {
    if bytes[index] == 0x0A { line += 1 }
    index += 1
  }

  private mutating func skip(past end: StaticString) throws(DatasetError) {
    while index < bytes.count {
      if take(end) { return }
      advance()
    }
    throw failure("the file ends where \(end) should follow")
  }

  private mutating func name() throws(DatasetError) -> String {
    let start = index
    loop: while index < bytes.count {
      switch bytes[index] {
      case 0...0x20, UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: "="):
        break loop
      default: index += 1
      }
    }
    guard index > start else { throw failure("a tag without a name") }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  /// Goes past the end of a tag; whether it closes itself.
  private mutating func skipAttributes() throws(DatasetError) -> Bool {
    var quote: UInt8?
    while index < bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        index += 1
        return bytes[index - 2] == UInt8(ascii: "/")
      } else if byte == UInt8(ascii: "<") {
        throw failure("a tag is not closed")
      }
      advance()
    }
    throw failure("the file ends within a tag: is it cut off?")
  }

  private mutating func text() throws(DatasetError) -> String {
    var out: [UInt8] = []
    while index < bytes.count, bytes[index] != UInt8(ascii: "<") {
      if bytes[index] == UInt8(ascii: "&") {
        out += try entity()
      } else {
        out.append(bytes[index])
        advance()
      }
    }
    let inner = out.drop { $0 <= 0x20 }
    return String(decoding: inner.reversed().drop { $0 <= 0x20 }.reversed(), as: UTF8.self)
  }

  private mutating func entity() throws(DatasetError) -> [UInt8] {
    guard let end = bytes[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
      throw failure("an & that begins no entity")
    }
    let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
    index = end + 1
    switch name {
    case "amp": return [UInt8(ascii: "&")]
    case "lt": return [UInt8(ascii: "<")]
    case "gt": return [UInt8(ascii: ">")]
    case "quot": return [UInt8(ascii: "\"")]
    case "apos": return [UInt8(ascii: "'")]
    default:
      let code =
        name.hasPrefix("#x")
        ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
      guard name.hasPrefix("#"), let code, let scalar = Unicode.Scalar(code) else {
        throw failure("unknown entity &\(name);")
      }
      return Array(String(scalar).utf8)
    }
  }
}
