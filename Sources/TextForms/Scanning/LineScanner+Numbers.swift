internal import JSONText

extension LineScanner {
  /// Returns true when a sign or point starts a number rather than joining words.
  @inline(__always)
  func startsNumber(_ line: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    var next = index + 1
    if line[index] != UInt8(ascii: "."), next < line.count, line[next] == UInt8(ascii: ".") {
      next += 1
    }
    guard next < line.count else { return false }
    guard ByteClass.isDigit(line[next]) else {
      return line[index] == UInt8(ascii: "-") && Self.special(line, next) != nil
    }
    guard index > 0 else { return true }
    let before = line[index - 1]
    return !ByteClass.isWord(before) && before != UInt8(ascii: ")")
      && (line[index] != UInt8(ascii: ".") || before < 0x80)
  }

  /// Reads a number, or a time or identifier that starts with digits.
  func number(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    if let end = TimeText.end(line, start) {
      add(.time, start, end)
      return end
    }
    if line[start] == UInt8(ascii: "-"), let (value, end) = Self.special(line, start + 1) {
      add(number: -value, isWhole: false, unit: .none, start, end)
      return end
    }
    guard var (value, end, isWhole) = decimal(line, start) ?? digits(line, start) else {
      return mark(line, start)
    }
    if isWhole, let grouped = grouped(line, start, end) { (value, end) = grouped }
    if isWhole, let comma = decimalComma(line, start, end, value) {
      (value, end, isWhole) = (comma.0, comma.1, false)
    }
    guard end < line.count else {
      add(number: value, isWhole: isWhole, unit: .none, start, end)
      return end
    }
    let next = line[end]
    if next == UInt8(ascii: "%") {
      add(number: value, isWhole: isWhole, unit: .percent, start, end)
      return barAfterPercent(line, end + 1)
    }
    if let (scaled, last) = foreignExponent(line, start, end) {
      add(number: scaled, isWhole: false, unit: .none, start, last)
      return last
    }
    if ByteClass[next] == .letter { return numberWithLetters(line, start, end, value, isWhole) }
    if next == UInt8(ascii: "."), end + 1 < line.count, ByteClass.isDigit(line[end + 1]), !isWhole {
      // A version or an address: 2.1.0, 10.0.0.1, 5.5.1017~1-6a5b2.
      var last = identifier(line, start, end)
      while last + 1 < line.count, line[last] == UInt8(ascii: "~"), ByteClass.isWord(line[last + 1])
      {
        last = identifier(line, start, last + 1)
      }
      return last
    }
    add(number: value, isWhole: isWhole, unit: .none, start, end)
    // The full stop of a sentence, or of `1.`.
    return next == UInt8(ascii: ".") ? end + 1 : end
  }

  /// The value of Fortran's `6.5D-01` and Julia's `0.09f0`, and the index after it.
  private func foreignExponent(
    _ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> (Double, Int)? {
    let letter = line[end] | 0x20
    guard letter == UInt8(ascii: "d") || letter == UInt8(ascii: "f"), end > 0,
      ByteClass.isDigit(line[end - 1])
    else { return nil }
    var digits = end + 1
    let isSigned = digits < line.count && (line[digits] == 0x2D || line[digits] == 0x2B)
    if isSigned { digits += 1 }
    var last = digits
    while last < line.count, last - digits < 3, ByteClass.isDigit(line[last]) { last += 1 }
    guard last > digits, isSigned || letter == UInt8(ascii: "f"),
      last == line.count || !ByteClass.isWord(line[last]),
      let value = Double(
        String(decoding: line[start..<end], as: UTF8.self) + "e"
          + String(decoding: line[(end + 1)..<last], as: UTF8.self))
    else { return nil }
    return (value, last)
  }

  /// The digits of `1epoch`, whose e begins no exponent.
  private func digits(
    _ line: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> (value: Double, end: Int, isWhole: Bool)? {
    var end = start
    while end < line.count, ByteClass.isDigit(line[end]) { end += 1 }
    return end > start ? decimal(UnsafeBufferPointer(rebasing: line[..<end]), start) : nil
  }

  /// The value of `12,345`: groups of three digits, which do not stand in a bracket.
  private func grouped(
    _ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> (Double, Int)? {
    guard end - start <= 4, end + 3 < line.count + 0, line[end] == UInt8(ascii: ",") else {
      return nil
    }
    if line[start] == 0x30 { return nil }
    if start > 0, line[start - 1] == UInt8(ascii: "[") || line[start - 1] == UInt8(ascii: "(") {
      return nil
    }
    var digits = Array(line[start..<end])
    var index = end
    while index + 3 < line.count + 0 || index + 4 == line.count, index < line.count,
      line[index] == UInt8(ascii: ","), index + 3 < line.count + 0,
      (1...3).allSatisfy({ ByteClass.isDigit(line[index + $0]) })
    {
      digits += line[index + 1...index + 3]
      index += 4
    }
    guard index > end, digits.count <= 18, index == line.count || !ByteClass.isDigit(line[index]),
      let value = Double(String(decoding: digits, as: UTF8.self))
    else { return nil }
    return (value, index)
  }

  /// The value of `0,91`, as several languages write it: behind a sign or a word, and not three
  /// digits unless the first is 0.
  private func decimalComma(
    _ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ whole: Double
  ) -> (Double, Int)? {
    guard end + 1 < line.count, line[end] == UInt8(ascii: ","), ByteClass.isDigit(line[end + 1]),
      count > 0
    else { return nil }
    let before = tokens[count - 1]
    let isNamed =
      before.kind == .word
      || before.kind == .mark
        && (before.mark == UInt8(ascii: ":") || before.mark == UInt8(ascii: "="))
    let scan = NumberScan(
      line, from: start, to: line.count, point: UInt8(ascii: ","), rounding: rounding)
    let last = scan.end
    let isOther =
      last < line.count
      && (".,".utf8.contains(line[last]) && last + 1 < line.count
        && ByteClass.isDigit(line[last + 1]))
    guard isNamed, !isOther, last - end != 4 || whole == 0, last - end <= 16,
      let value = scan.value
    else { return nil }
    return (value, last)
  }

  /// Reads a number with letters directly after it: a unit, or an identifier.
  private func numberWithLetters(
    _ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ value: Double, _ isWhole: Bool
  ) -> Int {
    var last = end
    while last < line.count, ByteClass[line[last]] == .letter { last += 1 }
    let isOver = last == line.count || !ByteClass.isDigit(line[last])
    if isOver, last - end <= 4, Units.isUnit(line[end..<last]) {
      add(number: value, isWhole: isWhole, unit: .other, start, end)
      return last
    }
    if isOver, CounterWords.counter(String(decoding: line[end..<last], as: UTF8.self)) != nil {
      // `1epoch`
      add(number: value, isWhole: isWhole, unit: .none, start, end)
      add(word: line, end, last)
      return last
    }
    return identifier(line, start, last)
  }

  /// Reads the rest of something that starts with digits and is not a number.
  private func identifier(_ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var end = end
    while end < line.count,
      ByteClass.isWord(line[end])
        || (".-".utf8.contains(line[end]) && end + 1 < line.count
          && ByteClass.isWord(line[end + 1]))
    { end += 1 }
    add(.path, start, end)
    return end
  }

  /// Skips the bar of `45%|████    |`.
  private func barAfterPercent(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    guard start < line.count, line[start] == UInt8(ascii: "|") else { return start }
    var end = start + 1
    // A digit after the bar shows tenths of a cell.
    while end < line.count, end - start < 1000, line[end] != UInt8(ascii: "|"),
      !ByteClass.isWord(line[end])
        || ByteClass.isDigit(line[end]) && line[end - 1] == UInt8(ascii: "#")
    { end += 1 }
    guard end < line.count, line[end] == UInt8(ascii: "|") else { return start }
    add(.bar, start, end + 1)
    return end + 1
  }

  /// The value of `nan` or `inf` at an index, in any case.
  static func special(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> (Double, Int)? {
    guard start + 3 <= line.count else { return nil }
    let letters = (line[start] | 0x20, line[start + 1] | 0x20, line[start + 2] | 0x20)
    var end = start + 3
    let value: Double
    switch letters {
    case (0x6E, 0x61, 0x6E): value = .nan
    case (0x69, 0x6E, 0x66):
      value = .infinity
      let rest = Array("inity".utf8)
      if end + rest.count <= line.count,
        zip(rest, line[end..<end + rest.count]).allSatisfy({ $0 == $1 | 0x20 })
      {
        end += rest.count
      }
    default: return nil
    }
    return end == line.count || !ByteClass.isWord(line[end]) ? (value, end) : nil
  }
}
