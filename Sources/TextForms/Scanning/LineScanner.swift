internal import JSONText

/// A scanner that cuts lines into tokens and finds the key of their constant part.
///
/// Lines with the same key differ only in their numbers, times, bars, paths and blanks: they have
/// one form. The scanner is used for many lines, so it keeps its buffer.
final class LineScanner {
  /// The greatest number of tokens of a line; what follows is not read.
  static let capacity = 512
  /// The greatest number of bytes of a line that are read.
  static let longest = 1 << 13

  /// The tokens of the last line; only the first ``count`` are meant.
  let tokens: UnsafeMutablePointer<TextToken>
  /// The number of tokens of the last line.
  private(set) var count = 0
  /// The key of the last line's constant part.
  private(set) var key: UInt64 = 0
  /// The number of numbers in the last line.
  private(set) var numbers = 0

  /// True between `@[` and `]`, where numbers are part of a name.
  private var isInName = false
  let rounding = DecimalRounding.shared

  init() {
    tokens = .allocate(capacity: Self.capacity)
  }

  deinit { tokens.deallocate() }

  /// Cuts a line.
  ///
  /// - Complexity: O(bytes).
  func scan(_ line: UnsafeBufferPointer<UInt8>) {
    count = 0
    numbers = 0
    isInName = false
    key = 0x51_7C_C1_B7_27_22_0A_95
    let end = min(line.count, Self.longest)
    let line = UnsafeBufferPointer(rebasing: line[..<end])
    var index = 0
    while index < end, count < Self.capacity - 2 {
      let byte = line[index]
      if byte <= 0x20 {
        index += 1
        continue
      }
      switch ByteClass[byte] {
      case .digit: index = number(line, index)
      case .sign:
        index = startsNumber(line, index) ? number(line, index) : mark(line, index)
      case .letter: index = word(line, index)
      case .high:
        let glyph = BarGlyph.length(line, index)
        index = glyph == 0 ? word(line, index) : bar(line, index, glyph)
      case .rule: index = rule(line, index)
      case .mark: index = mark(line, index)
      }
    }
  }

  /// The index after the bar of `29/123 [12:45<48:57, 31.25s/it]epoch 7, loss: 0.56`, whose line goes
  /// on with a message; nil for all other lines.
  func endOfBar(_ line: UnsafeBufferPointer<UInt8>) -> Int? {
    var hasBar = false
    var isTimed = false
    for index in 0..<count {
      if tokens[index].kind == .bar { hasBar = true }
      if tokens[index].mark == UInt8(ascii: "[") { isTimed = false }
      if tokens[index].unit == .other || tokens[index].kind == .time { isTimed = true }
      guard hasBar, index > 0, index + 1 < count, tokens[index].mark == UInt8(ascii: "]"),
        tokens[index + 1].kind == .word
      else { continue }
      let before = line[tokens[index - 1].range]
      let isGlued = tokens[index].end == tokens[index + 1].start
      if before.contains(UInt8(ascii: "/")) || tokens[index - 1].unit == .other
        || isTimed && isGlued
      {
        return Int(tokens[index].end)
      }
    }
    return nil
  }

  /// Adds to the key.
  @inline(__always)
  func mix(_ value: UInt64) {
    key = (key ^ value) &* 0x9E37_79B9_7F4A_7C15
    key ^= key >> 29
  }

  /// Adds a token whose text is not part of the form.
  @inline(__always)
  func add(_ kind: TextToken.Kind, _ start: Int, _ end: Int) {
    tokens[count] = TextToken(kind: kind, start: Int32(start), end: Int32(end))
    count += 1
    mix(UInt64(kind.rawValue) | 0x100)
  }

  /// Adds a number.
  @inline(__always)
  func add(number value: Double, isWhole: Bool, unit: TextToken.Unit, _ start: Int, _ end: Int) {
    if isInName {
      add(.word, start, end)
      mix(value.bitPattern)
      return
    }
    tokens[count] = TextToken(
      kind: .number, unit: unit, isWhole: isWhole, start: Int32(start), end: Int32(end),
      value: value)
    count += 1
    numbers += 1
    mix(0x200 | UInt64(unit.rawValue))
  }

  /// Adds a word.
  @inline(__always)
  func add(word line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    tokens[count] = TextToken(kind: .word, start: Int32(start), end: Int32(end))
    count += 1
    var hash: UInt64 = 0x300
    for index in start..<end { hash = (hash ^ UInt64(line[index])) &* 0x0000_0100_0000_01B3 }
    mix(hash)
  }

  /// Adds a punctuation character.
  @inline(__always)
  func add(mark byte: UInt8, _ start: Int, length: Int = 1) {
    tokens[count] = TextToken(
      kind: .mark, mark: byte, start: Int32(start), end: Int32(start + length))
    count += 1
    if byte == UInt8(ascii: "[") {
      isInName = count > 1 && tokens[count - 2].mark == UInt8(ascii: "@")
    } else if byte == UInt8(ascii: "]") {
      isInName = false
    }
    mix(UInt64(byte) | 0x400)
  }

  /// Scans a decimal number.
  @inline(__always)
  func decimal(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> (
    value: Double, end: Int, isWhole: Bool
  )? {
    let scan = NumberScan(line, from: start, to: line.count, rounding: rounding)
    if let value = scan.value {
      // The point of `12.` is the end of a sentence.
      let isSentence = line[scan.end - 1] == UInt8(ascii: ".") && scan.end - start > 1
      return (value, isSentence ? scan.end - 1 : scan.end, scan.whole != nil || isSentence)
    }
    guard scan.end > start,
      let value = Double(String(decoding: line[start..<scan.end], as: UTF8.self))
    else { return nil }
    return (value, scan.end, false)
  }
}
