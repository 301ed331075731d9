/// A cutter of text into lines as a terminal would show them: at LF, CR and backspaces, without
/// escapes.
struct TextLines {
  /// The number of lines so far.
  private(set) var count = 0
  private var plain: [UInt8] = []
  private var bar = BarEnd()

  init() {}

  /// Cuts bytes into lines and calls a function with each that is not blank.
  ///
  /// - Parameters:
  ///   - isEnd: True when nothing follows, so that a line without an end is taken, too.
  ///   - body: A function that is called with the line, its number, and true when it ended without
  ///     going to the next.
  /// - Returns: The number of used bytes.
  /// - Complexity: O(bytes).
  mutating func cut(
    _ bytes: UnsafeBufferPointer<UInt8>, isEnd: Bool,
    _ body: (UnsafeBufferPointer<UInt8>, Int, Bool) -> Void
  ) -> Int {
    var start = 0
    while start < bytes.count {
      var end = Self.control(bytes, from: start)
      var isPlain = true
      while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D, bytes[end] != 0x08 {
        isPlain = false
        end = Self.control(bytes, from: end + 1)
      }
      guard end < bytes.count || isEnd else { return start }
      // CR before LF belongs to the line end.
      var next = end + 1
      var isRedrawn = end < bytes.count && bytes[end] != 0x0A
      if end < bytes.count, bytes[end] == 0x0D {
        if next == bytes.count, !isEnd { return start }
        if next < bytes.count, bytes[next] == 0x0A {
          next += 1
          isRedrawn = false
        }
      }
      let line = UnsafeBufferPointer(rebasing: bytes[Self.skipQuote(bytes, start, end)..<end])
      let number = count + 1
      var bar = bar
      func take(_ line: UnsafeBufferPointer<UInt8>) {
        var line = line
        if let text = bar.text(in: line, isRedrawn: isRedrawn) {
          body(UnsafeBufferPointer(rebasing: line[..<text]), number, true)
          line = UnsafeBufferPointer(rebasing: line[text...])
        }
        if line.contains(where: { $0 > 0x20 }) { body(line, number, isRedrawn) }
      }
      if isPlain {
        take(line)
      } else {
        strip(line)
        plain.withUnsafeBufferPointer(take)
      }
      self.bar = bar
      if !isRedrawn { count += 1 }
      start = next
    }
    return min(start, bytes.count)
  }

  /// The index of the first control character but a tab, eight bytes at a time; the count of bytes
  /// when there is none.
  @inline(__always)
  private static func control(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    let raw = UnsafeRawBufferPointer(bytes)
    while index + 8 <= bytes.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
      // The lowest bit that is set marks the first byte below a blank.
      let found = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
      if found == 0 {
        index += 8
      } else {
        index += found.trailingZeroBitCount >> 3
        if bytes[index] != 0x09 { return index }
        index += 1
      }
    }
    while index < bytes.count, bytes[index] >= 0x20 || bytes[index] == 0x09 { index += 1 }
    return index
  }

  /// The index behind `## ` or `#> `, with which R's reports quote output.
  @inline(__always)
  private static func skipQuote(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int {
    guard end - start > 3, bytes[start] == UInt8(ascii: "#"), bytes[start + 2] == 0x20,
      bytes[start + 1] == UInt8(ascii: "#") || bytes[start + 1] == UInt8(ascii: ">")
    else { return start }
    return start + 3
  }

  /// Leaves escapes and control characters out.
  private mutating func strip(_ line: UnsafeBufferPointer<UInt8>) {
    plain.removeAll(keepingCapacity: true)
    var index = 0
    while index < line.count {
      let byte = line[index]
      if byte == 0x1B {
        index = Self.skipEscape(line, index + 1)
      } else {
        if byte >= 0x20 || byte == 0x09 { plain.append(byte) }
        index += 1
      }
    }
  }

  /// The index after ESC [ … letter, ESC ] … BEL, or ESC and one character.
  private static func skipEscape(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    guard start < line.count else { return start }
    var index = start
    let end = min(line.count, start + 256)
    if line[start] == UInt8(ascii: "[") {
      index += 1
      while index < end, line[index] >= 0x20, !(0x40...0x7E).contains(line[index]) { index += 1 }
      return min(index + 1, end)
    }
    if line[start] == UInt8(ascii: "]") {
      while index < end, line[index] != 7 { index += 1 }
      return index
    }
    return start + 1
  }
}
