/// The constant parts of a form as bytes, to recognize further lines without cutting them into
/// tokens.
///
/// A line that a pattern matches has the form's key; a line of the form that it does not match is
/// cut into tokens like any other.
final class FormPattern: Sendable {
  private enum Step: Sendable {
    /// At most eight bytes that stand in every line; a blank stands for any number of them. The word
    /// holds them as they stand with single blanks.
    case text(Range<Int>, word: UInt64, mask: UInt64)
    case number
    case time
    /// A bar in square brackets.
    case bar
  }

  private let bytes: [UInt8]
  private let steps: [Step]

  /// Compiles the pattern of a line; nil when the form has parts that only the scanner knows.
  init?(_ line: [UInt8], _ tokens: [TextToken]) {
    guard tokens.count < LineScanner.capacity - 2, line.count <= 1000,
      tokens.contains(where: { $0.kind == .number })
    else { return nil }
    var bytes: [UInt8] = []
    var steps: [Step] = []
    var end = 0
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .word, .mark, .path: continue
      case .number:
        guard !TextToken.isMissing(token.value), token.value.isFinite else { return nil }
      case .time, .bar:
        if token.kind == .bar, line[Int(token.start)] != UInt8(ascii: "[") { return nil }
      }
      Self.addText(line[end..<Int(token.start)], &bytes, &steps)
      end = Int(token.end)
      switch token.kind {
      case .number:
        steps.append(.number)
        // A sign or point directly behind a number may change how far it reaches.
        if end + 1 < line.count, ",:-.".utf8.contains(line[end]), ByteClass.isDigit(line[end + 1]) {
          return nil
        }
        if token.unit == .percent, index + 1 < tokens.count, tokens[index + 1].kind == .bar {
          return nil
        }
      case .time: steps.append(.time)
      default: steps.append(.bar)
      }
    }
    Self.addText(line[end...], &bytes, &steps)
    (self.bytes, self.steps) = (bytes, steps)
  }

  /// Adds constant bytes.
  private static func addText(
    _ text: ArraySlice<UInt8>, _ bytes: inout [UInt8], _ steps: inout [Step]
  ) {
    let start = bytes.count
    for byte in text {
      if byte == 0x20 || byte == 0x09 {
        if bytes.count > start, bytes.last == 0x20 { continue }
        bytes.append(0x20)
      } else {
        bytes.append(byte)
      }
    }
    // Blanks before a number are skipped with it.
    while bytes.count > start, bytes.last == 0x20 { bytes.removeLast() }
    for first in stride(from: start, to: bytes.count, by: 8) {
      let range = first..<min(first + 8, bytes.count)
      let word = bytes[range].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      steps.append(.text(range, word: word, mask: UInt64.max >> UInt64(64 - 8 * range.count)))
    }
  }

  /// Reads the numbers of a line.
  ///
  /// - Returns: The number of values; nil when the line does not match.
  /// - Complexity: O(bytes).
  @inline(__always)
  func match(
    _ line: UnsafeBufferPointer<UInt8>, _ scanner: LineScanner,
    into values: UnsafeMutableBufferPointer<Double>
  ) -> Int? {
    var index = 0
    var count = 0
    let matched = bytes.withUnsafeBufferPointer { bytes in
      for step in steps {
        switch step {
        case .text(let range, let word, let mask):
          if index + 8 <= line.count,
            UnsafeRawBufferPointer(line).loadUnaligned(fromByteOffset: index, as: UInt64.self)
              .littleEndian & mask == word
          {
            index += range.count
            continue
          }
          for position in range {
            let byte = bytes[position]
            if byte == 0x20 {
              guard index < line.count, line[index] == 0x20 || line[index] == 0x09 else {
                return false
              }
              Self.skipBlanks(line, &index)
            } else {
              guard index < line.count, line[index] == byte else { return false }
              index += 1
            }
          }
        case .number:
          Self.skipBlanks(line, &index)
          guard let number = scanner.decimal(line, index), number.end > index,
            number.end == line.count || line[number.end] != UInt8(ascii: ".")
          else { return false }
          if count < values.count {
            values[count] = number.value
            count += 1
          }
          index = number.end
        case .time:
          Self.skipBlanks(line, &index)
          guard let end = TimeText.end(line, index) else { return false }
          index = end
        case .bar:
          Self.skipBlanks(line, &index)
          guard let end = LineScanner.bracketedBar(line, index) else { return false }
          index = end
        }
      }
      while index < line.count, line[index] <= 0x20 { index += 1 }
      return index == line.count
    }
    return matched ? count : nil
  }

  @inline(__always)
  private static func skipBlanks(_ line: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    while index < line.count, line[index] == 0x20 || line[index] == 0x09 { index += 1 }
  }
}
