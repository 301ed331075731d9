internal import CurveStore
internal import JSONShapes

/// The beginning of a log, by which a reader recognizes it.
public struct LogHead {
  /// The number of bytes that determine the reader.
  static let size = 1 << 18

  /// The first bytes, at most 256 KiB, without a byte order mark of UTF-8.
  public let bytes: [UInt8]
  /// The path of the log.
  public let path: String
  /// The number of bytes of the byte order mark, which come before the text.
  let skipped: Int
  /// True when there is nothing but blanks.
  let isBlank: Bool
  /// The form of JSON; nil for other text.
  let json: JSONReader.Form?
  /// The choices of whoever opened the log.
  let options: ReadingOptions

  /// Creates the beginning of a log.
  ///
  /// - Parameter isPlain: True when the log is known not to be JSON, whatever it starts with.
  init(
    _ head: [UInt8], path: String, options: ReadingOptions, isPlain: Bool = false
  ) {
    skipped = head.starts(with: LogText.mark) ? LogText.mark.count : 0
    bytes = skipped == 0 ? head : Array(head.dropFirst(skipped))
    self.path = path
    self.options = options
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0].contains($0) }
    isBlank = first == nil
    let isBracket =
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || PythonLiteral.mayBegin(bytes)
    json = isBracket && !isPlain ? JSONReader.form(of: bytes) : nil
  }

  /// The words of the first line that is not blank.
  public var firstWords: [ArraySlice<UInt8>] {
    var lines = LogLines(LogWindow(bytes), count: 0)
    return lines.next()?.words ?? []
  }

  /// The given patterns whose condition the beginning meets.
  ///
  /// - Complexity: O(bytes) for each pattern with a condition.
  var forms: [GivenForm] {
    options.forms.filter { form in
      guard let condition = form.condition else { return true }
      return bytes.contains(Array(condition.utf8))
    }
  }

  /// A reader of the log from its beginning; nil while there is nothing but blanks.
  ///
  /// - Complexity: O(bytes).
  var reader: (any RecordReader)? {
    for type in options.readers {
      if let reader = type.init(self) { return reader }
    }
    return isBlank ? nil : ConsoleReader(forms: forms)
  }
}
