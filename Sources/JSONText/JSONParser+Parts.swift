extension JSONParser {
  /// Parses the sound part of one value: arrays and objects that break off keep what came before.
  ///
  /// - Returns: The value, nil when none of it is sound, and where and why it breaks off.
  /// - Complexity: O(bytes); levels below the 64th are left out.
  package static func parseSoundPart(_ bytes: ArraySlice<UInt8>) -> (
    value: JSONValue?, failure: Failure?
  ) {
    var parser = JSONParser(bytes)
    parser.keepsParts = true
    do {
      let value = try parser.value()
      parser.skipBlanks()
      if parser.breakOff == nil, parser.index < bytes.endIndex {
        parser.breakOff = parser.failure("nothing more")
      }
      return (value, parser.breakOff)
    } catch {
      return (nil, error)
    }
  }

  /// Finds the sound part of one value without building it.
  ///
  /// - Returns: True when any of it is sound, and where and why it breaks off.
  /// - Complexity: O(bytes); levels below the 64th are left out.
  package static func soundPart(_ bytes: ArraySlice<UInt8>) -> (isSound: Bool, failure: Failure?) {
    var parser = JSONParser(bytes)
    (parser.keepsParts, parser.skips) = (true, true)
    do {
      _ = try parser.value()
      parser.skipBlanks()
      if parser.breakOff == nil, parser.index < bytes.endIndex {
        parser.breakOff = parser.failure("nothing more")
      }
      return (true, parser.breakOff)
    } catch {
      return (false, error)
    }
  }

  /// Finds the end of an array's or object's value at the start of a text.
  ///
  /// - Returns: The end, and true when the value breaks off there; nil when none of it is sound.
  /// - Complexity: O(the value's bytes).
  package static func end(of bytes: ArraySlice<UInt8>) -> (index: Int, isCut: Bool)? {
    var parser = JSONParser(bytes)
    (parser.keepsParts, parser.skips, parser.depth) = (true, true, 1)
    guard (try? parser.value()) != nil else { return nil }
    return (parser.index, parser.breakOff != nil)
  }

  /// Parses the number at the start of a text, if something else follows it.
  ///
  /// - Complexity: O(the number's bytes).
  package static func number(_ bytes: ArraySlice<UInt8>) -> (value: JSONValue, end: Int)? {
    guard let first = bytes.first, first == UInt8(ascii: "-") || first &- 0x30 <= 9 else {
      return nil
    }
    var parser = JSONParser(bytes)
    return parser.shortNumber().map { ($0, parser.index) }
  }

  /// Parses the quoted name at the start of a text.
  ///
  /// - Complexity: O(the name's bytes).
  package static func name(_ bytes: ArraySlice<UInt8>) -> (text: String, end: Int)? {
    var parser = JSONParser(bytes)
    guard parser.peek == UInt8(ascii: "\""), let text = try? parser.string() else { return nil }
    return (text, parser.index)
  }
}
