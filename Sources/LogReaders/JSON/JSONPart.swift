internal import JSONText

/// A JSON value as the bytes that it stands in, which is taken apart without being made.
///
/// A document of some hundred megabytes would be several times as large as values.
struct JSONPart {
  private let bytes: ArraySlice<UInt8>
  /// Whether it breaks off.
  private let isCut: Bool
  /// The value, when it is a number that was met on the way.
  private var number: JSONValue?

  /// - Parameter bytes: the value, blanks before it.
  init(_ bytes: ArraySlice<UInt8>, isCut: Bool = false) {
    self.bytes = bytes.drop(while: Self.isBlank)
    self.isCut = isCut
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  var isObject: Bool { bytes.first == UInt8(ascii: "{") }
  var isArray: Bool { bytes.first == UInt8(ascii: "[") }

  /// The value, or its sound part; nil when there is none.
  ///
  /// - Complexity: O(bytes).
  var value: JSONValue? {
    if let number { return number }
    return isCut && !isObject && !isArray ? nil : JSONParser.parseSoundPart(bytes).value
  }

  /// Hands over the elements of an array, until one asks to stop.
  ///
  /// - Parameter body: says whether to go on.
  /// - Complexity: O(bytes).
  func elements(_ body: (JSONPart) -> Bool) {
    guard isArray else { return }
    children(isNamed: false) { body($1) }
  }

  /// Hands over the members of an object, until one asks to stop.
  ///
  /// - Parameter body: says whether to go on.
  /// - Complexity: O(bytes).
  func members(_ body: (String, JSONPart) -> Bool) {
    guard isObject else { return }
    children(isNamed: true, body)
  }

  private func children(isNamed: Bool, _ body: (String, JSONPart) -> Bool) {
    var index = bytes.startIndex + 1
    func passBlanks() {
      while index < bytes.endIndex, Self.isBlank(bytes[index]) { index += 1 }
    }
    while true {
      var name = ""
      passBlanks()
      if isNamed {
        guard let member = JSONParser.name(bytes[index...]) else { return }
        (name, index) = member
        passBlanks()
        guard index < bytes.endIndex, bytes[index] == UInt8(ascii: ":") else { return }
        index += 1
        passBlanks()
      }
      if let (number, end) = JSONParser.number(bytes[index...]) {
        var part = JSONPart(bytes[index..<end])
        part.number = number
        guard body(name, part) else { return }
        index = end
        passBlanks()
        guard index < bytes.endIndex, bytes[index] == UInt8(ascii: ",") else { return }
        index += 1
        continue
      }
      guard let (end, isCut) = JSONParser.end(of: bytes[index...]) else { return }
      // One that breaks off must do so at the same place again.
      let part = bytes[index..<(isCut ? bytes.endIndex : end)]
      guard body(name, JSONPart(part, isCut: isCut)), !isCut else { return }
      index = end
      passBlanks()
      guard index < bytes.endIndex, bytes[index] == UInt8(ascii: ",") else { return }
      index += 1
    }
  }
}
