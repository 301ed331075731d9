/// Conversions of moments and durations in logs.
package enum LogTime {
  /// Seconds since 1970 from a number of seconds or milliseconds; nil when it is neither.
  package static func seconds(since1970 value: Double) -> Double? {
    if value >= 1e8, value < 1e11 { return value }
    if value >= 1e11, value < 1e14 { return value / 1000 }
    return nil
  }

  /// Seconds since 1970 from `2026-01-01T10:00:00Z`, with an optional fraction and offset and T or
  /// a blank; a time without an offset is read as UTC.
  package static func seconds(iso text: Substring) -> Double? {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[range] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), (1...12).contains(month),
      (1...31).contains(day), let hour = number(11..<13), let minute = number(14..<16)
    else { return nil }
    let second = number(17..<19) ?? 0
    var rest = bytes[min(19, bytes.count)...]
    var fraction = 0.0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { $0 >= 0x30 && $0 <= 0x39 }
      fraction = Double("0." + String(decoding: digits, as: UTF8.self)) ?? 0
      rest = rest.dropFirst(1 + digits.count)
    }
    var offset = 0
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      let digits = rest.dropFirst().filter { $0 >= 0x30 && $0 <= 0x39 }.map { Int($0 - 0x30) }
      if digits.count >= 4 {
        offset = (digits[0] * 10 + digits[1]) * 3600 + (digits[2] * 10 + digits[3]) * 60
        if sign == UInt8(ascii: "-") { offset = -offset }
      }
    }
    let days = Self.days(year, month, day)
    return Double(days * 86400 + hour * 3600 + minute * 60 + second - offset) + fraction
  }

  /// The days since 1970 of a Gregorian date, computed with years that start in March.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468
  }

  /// Seconds from `mm:ss` or `h:mm:ss`.
  package static func duration(_ text: Substring) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    var seconds = 0.0
    for part in parts {
      guard (1...4).contains(part.utf8.count), let value = Double(part), value >= 0 else {
        return nil
      }
      seconds = seconds * 60 + value
    }
    return seconds
  }
}
