internal import CurveStore

extension LineScanner {
  /// Reads a word, or a path, an address in a source file, or `nan`.
  func word(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < line.count {
      let byte = line[end]
      switch ByteClass[byte] {
      case .letter: end += 1
      case .digit:
        if end > start, line[end - 1] >= 0x80, Self.isIdeograph(line, before: end, after: start) {
          return finish(line, start, end)
        }
        end += 1
      case .high:
        if BarGlyph.length(line, end) > 0 { return finish(line, start, end) }
        if isWideMark(line, end) { return finish(line, start, end) }
        end += 1
      default:
        guard let next = joined(line, start, end) else { return finish(line, start, end) }
        end = next
      }
    }
    return finish(line, start, end)
  }

  /// Returns true for the fullwidth colon, comma and brackets of Chinese and Japanese text.
  private func isWideMark(_ line: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    guard index + 2 < line.count else { return false }
    return line[index] == 0xEF && line[index + 1] == 0xBC
      || line[index] == 0xE3 && line[index + 1] == 0x80
  }

  /// Returns true when the character before an index is Chinese, Japanese or Korean.
  private static func isIdeograph(
    _ line: UnsafeBufferPointer<UInt8>, before end: Int, after start: Int
  ) -> Bool {
    var index = end - 1
    while index > start, line[index] & 0xC0 == 0x80 { index -= 1 }
    return (0xE3...0xED).contains(line[index])
  }

  /// The index after a character that joins a word, as in `Acc@1`, `mini-batch` or `train/loss`;
  /// nil when the word ends before it.
  @inline(__always)
  private func joined(
    _ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int? {
    guard end > start, end + 1 < line.count else { return nil }
    let (byte, next) = (line[end], line[end + 1])
    switch byte {
    case UInt8(ascii: "@"):
      if next == UInt8(ascii: "[") {
        var close = end + 2
        while close < line.count, close - end < 40, line[close] != UInt8(ascii: "]") { close += 1 }
        return close < line.count && line[close] == UInt8(ascii: "]") ? close + 1 : nil
      }
      guard ByteClass.isWord(next) || next == UInt8(ascii: ".") else { return nil }
      // `mAP@0.5:0.95`; the value of `Acc@1:38.1` is no part of its name.
      let isFraction =
        "0.".utf8.contains(next)
        || line[end + 1..<min(end + 3, line.count)].elementsEqual("50".utf8)
      var index = end + 1
      while index < line.count,
        ByteClass.isDigit(line[index])
          || (".:-".utf8.contains(line[index]) && (isFraction || line[index] != UInt8(ascii: ":"))
            && index + 1 < line.count
            && (ByteClass.isDigit(line[index + 1])
              || line[index] != UInt8(ascii: ".") && line[index + 1] == UInt8(ascii: ".")))
      { index += 1 }
      return max(index, end + 1)
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "\\"):
      return ByteClass.isWord(next) || next >= 0x80 && byte != UInt8(ascii: ".") ? end + 1 : nil
    case UInt8(ascii: "'"):
      return ByteClass[next] == .letter ? end + 1 : nil
    default: return nil
    }
  }

  /// Adds the word between two indices in the kind that it has.
  private func finish(_ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    guard end > start else {
      return wideMark(line, start)
    }
    if end - start <= 8, let (value, last) = Self.special(line, start), last == end,
      !isBeforeWord(line, end)
    {
      add(number: value, isWhole: false, unit: .none, start, end)
      return end
    }
    if end - start <= 4, Units.isMissing(line[start..<end]),
      isBehindSign(line, start) || isValue(line, start, end)
    {
      add(number: TextToken.missing, isWhole: false, unit: .none, start, end)
      return end
    }
    if let digits = gluedDecimal(line, start, end) {
      add(word: line, start, digits)
      return number(line, digits)
    }
    if let suffix = SourceText.end(line, start, end) {
      add(.path, start, suffix)
      return suffix
    }
    if SourceText.isIdentifier(line, start, end) || SourceText.isPath(line, start, end) {
      add(.path, start, end)
      return end
    }
    if let digits = CounterWords.gluedDigits(line, start, end) {
      var last = digits
      while last > start, line[last - 1] == UInt8(ascii: "_") || line[last - 1] == UInt8(ascii: "-")
      { last -= 1 }
      add(word: line, start, last)
      return number(line, digits)
    }
    add(word: line, start, end)
    return end
  }

  /// The index of the digits of `loss0.576`; nil when the word is another.
  private func gluedDecimal(
    _ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int? {
    guard end - start > 5, ByteClass.isDigit(line[end - 1]) else { return nil }
    var point = end
    while point > start, ByteClass.isDigit(line[point - 1]) { point -= 1 }
    guard point > start + 1, line[point - 1] == UInt8(ascii: ".") else { return nil }
    var digits = point - 1
    while digits > start, ByteClass.isDigit(line[digits - 1]) { digits -= 1 }
    guard digits > start, digits < point - 1,
      line[start..<digits].allSatisfy({ ByteClass[$0] == .letter }),
      MetricKind(String(decoding: line[start..<digits], as: UTF8.self)).role.isQuality
    else { return nil }
    return digits
  }

  /// Returns true when a word follows after a blank and a particle stands before, as in "number of
  /// nan iterations"; in `loss nan acc 0.5` it is a value.
  private func isBeforeWord(_ line: UnsafeBufferPointer<UInt8>, _ end: Int) -> Bool {
    guard end + 1 < line.count, line[end] == 0x20, ByteClass[line[end + 1]] == .letter else {
      return false
    }
    guard count > 0, tokens[count - 1].kind == .word else { return count == 0 }
    let before = String(decoding: line[tokens[count - 1].range], as: UTF8.self).lowercased()
    return ["of", "no", "any", "or", "with", "found", "the"].contains(before)
  }

  /// Returns true for Python's `None` behind a name and before another, as in `loss None acc 0.5`.
  private func isValue(
    _ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Bool {
    guard count > 0, line[start] == UInt8(ascii: "N"), line[end - 1] == UInt8(ascii: "e"),
      tokens[count - 1].kind == .word, start - Int(tokens[count - 1].end) == 1
    else { return false }
    let name = String(decoding: line[tokens[count - 1].range], as: UTF8.self)
    return MetricKind(name).role.isQuality
  }

  /// Returns true when a colon or an equals sign stands before an index.
  private func isBehindSign(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    guard count > 0, tokens[count - 1].kind == .mark else { return false }
    let byte = tokens[count - 1].mark
    return byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=")
  }

  /// Reads a fullwidth mark as the plain one that it stands for.
  private func wideMark(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    guard start + 2 < line.count else {
      add(mark: UInt8(ascii: "?"), start)
      return start + 1
    }
    let byte: UInt8
    switch (line[start], line[start + 1], line[start + 2]) {
    case (0xEF, 0xBC, let last) where (0x81...0xBF).contains(last): byte = last - 0x60
    case (0xE3, 0x80, 0x81), (0xE3, 0x80, 0x82): byte = UInt8(ascii: ",")
    default: byte = UInt8(ascii: "?")
    }
    add(mark: byte, start, length: 3)
    return start + 3
  }

  /// Reads a punctuation character, a path, or a rule.
  func mark(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    let byte = line[start]
    if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "~"),
      let end = SourceText.path(line, start)
    {
      add(.path, start, end)
      return end
    }
    if byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") {
      return rule(line, start)
    }
    add(mark: byte, start)
    return start + 1
  }

  /// Reads a run of three or more characters that draw a rule or bar, or one mark.
  func rule(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    if line[start] == UInt8(ascii: "[") {
      if let end = Self.bracketedBar(line, start) {
        add(.bar, start, end)
        return end
      }
      add(mark: line[start], start)
      return start + 1
    }
    if line[start] == UInt8(ascii: "~"), let end = SourceText.path(line, start) {
      add(.path, start, end)
      return end
    }
    var end = start
    while end < line.count, "=>.-#*~_+".utf8.contains(line[end]) { end += 1 }
    if end - start >= 3 {
      if end < line.count, ByteClass.isDigit(line[end]), "+-".utf8.contains(line[end - 1]) {
        end -= 1
      }
      add(.bar, start, end)
      return end
    }
    add(mark: line[start], start)
    return start + 1
  }

  /// The index after a bar in square brackets, such as `[===>....]`; nil when there is none.
  static func bracketedBar(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard start < line.count, line[start] == UInt8(ascii: "[") else { return nil }
    var end = start + 1
    while end < line.count, end - start < 1000, "=>.-#* ".utf8.contains(line[end]) { end += 1 }
    return end < line.count && line[end] == UInt8(ascii: "]") && end - start > 4 ? end + 1 : nil
  }

  /// Reads glyphs that draw a bar; a single upright line is a border between cells.
  func bar(_ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int) -> Int {
    if BarGlyph.isUpright(line, start) {
      add(mark: UInt8(ascii: "|"), start, length: length)
      return start + length
    }
    var end = start + length
    while end < line.count {
      if line[end] == 0x20, end + 1 < line.count, BarGlyph.length(line, end + 1) > 0 { end += 1 }
      let next = BarGlyph.length(line, end)
      guard next > 0, !BarGlyph.isUpright(line, end) else { break }
      end += next
    }
    add(.bar, start, end)
    return end
  }
}
