internal import JSONText

/// A JSON value as its bytes, whose parts can be visited without building it.
///
/// A built document takes several times as much memory as its text.
struct JSONPart {
  private let bytes: ArraySlice<UInt8>
  /// True when it breaks off.
  private let isCut: Bool
  /// The value of a number, which was parsed on the way.
  private var number: JSONValue?

  /// Creates a part.
  ///
  /// - Parameter bytes: The value, which blanks may precede.
  init(_ bytes: ArraySlice<UInt8>, isCut: Bool = false) {
    self.bytes = bytes.drop(while: Self.isBlank)
    self.isCut = isCut
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// True for an object.
  var isObject: Bool { bytes.first == UInt8(ascii: "{") }
  /// True for an array.
  var isArray: Bool { bytes.first == UInt8(ascii: "[") }

  /// The value, or its sound part; nil when there is none.
  ///
  /// - Complexity: O(bytes).
  var value: JSONValue? {
    if let number { return number }
    return isCut && !isObject && !isArray ? nil : JSONParser.parseSoundPart(bytes).value
  }

  /// Visits the elements of an array until a function returns false.
  ///
  /// - Parameter body: Receives an element; returns false to stop.
  /// - Complexity: O(bytes).
  func elements(_ body: (JSONPart) -> Bool) {
    guard isArray else { return }
    children(isNamed: false) { body($1) }
  }

  /// Visits the members of an object until a function returns false.
  ///
  /// - Parameter body: Receives a member; returns false to stop.
  /// - Complexity: O(bytes).
  func members(_ body: (String, JSONPart) -> Bool) {
    guard isObject else { return }
    children(isNamed: true, body)
  }

  private func children(isNamed: Bool, _ body: (String, JSONPart) -> Bool) {
    var index = bytes.startIndex + 1
    func skipBlanks() {
      while index < bytes.endIndex, Self.isBlank(bytes[index]) { index += 1 }
    }
    while true {
      var name = ""
      skipBlanks()
      if isNamed {
        guard let member = JSONParser.name(bytes[index...]) else { return }
        (name, index) = member
        skipBlanks()
        guard index < bytes.endIndex, bytes[index] == UInt8(ascii: ":") else { return }
        index += 1
        skipBlanks()
      }
      if let (number, end) = JSONParser.number(bytes[index...]) {
        var part = JSONPart(bytes[index..<end])
        part.number = number
        guard body(name, part) else { return }
        index = end
        skipBlanks()
        guard index < bytes.endIndex, bytes[index] == UInt8(ascii: ",") else { return }
        index += 1
        continue
      }
      guard let (end, isCut) = JSONParser.end(of: bytes[index...]) else { return }
      // A value that breaks off must break off at the same byte when it is parsed again.
      let part = bytes[index..<(isCut ? bytes.endIndex : end)]
      guard body(name, JSONPart(part, isCut: isCut)), !isCut else { return }
      index = end
      skipBlanks()
      guard index < bytes.endIndex, bytes[index] == UInt8(ascii: ",") else { return }
      index += 1
    }
  }
}
