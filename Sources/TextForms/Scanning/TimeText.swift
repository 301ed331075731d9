/// Dates, times of day and durations in text.
enum TimeText {
  /// The index after a date or time that starts at an index; nil when there is none.
  ///
  /// It knows `2024-01-05`, `05/01/2024`, `11/23 05:31:20`, `10:00`, `1:02:03.5` and their
  /// combinations.
  static func end(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    let count = digits(line, start)
    guard (1...4).contains(count), start + count < line.count else { return nil }
    let mark = line[start + count]
    switch mark {
    case UInt8(ascii: ":"): return clock(line, start, count)
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."):
      return date(line, start, count, mark)
    default: return nil
    }
  }

  private static func digits(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < line.count, index - start < 6, ByteClass.isDigit(line[index]) { index += 1 }
    return index - start
  }

  private static func clock(
    _ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int
  ) -> Int? {
    var index = start + count
    var parts = 0
    while index + 2 < line.count, line[index] == UInt8(ascii: ":"), digits(line, index + 1) == 2 {
      index += 3
      parts += 1
    }
    if index + 2 == line.count, line[index - 1] == UInt8(ascii: ":") { return nil }
    guard parts == 1 || parts == 2 else { return nil }
    // A fraction of a second, and a zone.
    if index + 1 < line.count, line[index] == UInt8(ascii: ".") || line[index] == UInt8(ascii: ","),
      ByteClass.isDigit(line[index + 1])
    {
      if parts == 1, count == 1, line[start] == 0x30 { return nil }
      index += 1
      while index < line.count, ByteClass.isDigit(line[index]) { index += 1 }
    }
    if index < line.count, line[index] == UInt8(ascii: "Z") { index += 1 }
    if index < line.count, ByteClass[line[index]] == .letter { return nil }
    return index
  }

  private static func date(
    _ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int, _ mark: UInt8
  ) -> Int? {
    let second = start + count + 1
    let middle = digits(line, second)
    guard (1...2).contains(middle) else { return nil }
    let third = second + middle
    if third < line.count, line[third] == mark {
      let last = digits(line, third + 1)
      guard
        count == 4
          ? (1...2).contains(last)
          : count <= 2
            && (last == 4
              || last == 2 && (mark != UInt8(ascii: "/") || count == 2 && middle == 2)),
        mark != UInt8(ascii: ".") || last == 4 || count == 4
      else { return nil }
      var end = third + 1 + last
      // The marks that join a time to the date.
      while end < line.count,
        "T_-:.".utf8.contains(line[end])
          ? end + 1 < line.count && ByteClass.isDigit(line[end + 1])
          : ByteClass.isDigit(line[end])
      { end += 1 }
      if end < line.count, line[end] == UInt8(ascii: "Z") { end += 1 }
      // The counters `[11/12/24]`.
      if mark == UInt8(ascii: "/"), last == 2, start > 0, line[start - 1] == UInt8(ascii: "["),
        end < line.count, line[end] == UInt8(ascii: "]")
      {
        return nil
      }
      // The version `5.5.1017~1-6a5b2`.
      return end < line.count && line[end] == UInt8(ascii: "~") ? nil : end
    }
    // `11/23 05:31:20`
    guard mark == UInt8(ascii: "/"), count == 2, middle == 2, third + 3 < line.count,
      line[third] == 0x20, (1...2).contains(digits(line, third + 1))
    else { return nil }
    return clock(line, third + 1, digits(line, third + 1))
  }
}
