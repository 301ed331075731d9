/// The units that numbers in training logs have.
enum Units {
  private static let units: Set<String> = [
    "s", "ms", "us", "ns", "m", "h", "d", "min", "sec", "secs", "mins", "hrs", "hr", "k", "K", "M",
    "G", "B", "T", "b", "KB", "MB", "GB", "TB", "kB", "KiB", "MiB", "GiB", "Mb", "Gb", "it", "Hz",
    "x", "W", "C", "px", "GiB", "fps", "sps", "MiB",
  ]

  private static let words: Set<String> = [
    "s", "sec", "secs", "second", "seconds", "ms", "us", "min", "mins", "minute", "minutes", "m",
    "h", "hr", "hrs", "hour", "hours", "day", "days", "wps", "ups", "fps", "mb", "gb", "mib", "gib",
    "kb", "bytes", "sps", "hours,", "秒", "分", "сек", "с", "мин",
  ]

  /// Returns true for a unit that may follow a number without a blank.
  static func isUnit(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    units.contains(String(decoding: text, as: UTF8.self))
  }

  /// Returns true for a word that is the unit of the number before it.
  static func isUnit(word: String) -> Bool {
    let word = word.lowercased()
    return words.contains(word) || isRate(word)
  }

  /// Returns true for something per time, and for a time per something: `updates/sec`, `ms/image`.
  private static func isRate(_ word: String) -> Bool {
    let parts = word.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return false }
    return rates.contains(String(parts[1])) || times.contains(String(parts[0]))
  }

  private static let rates: Set<String> = [
    "s", "sec", "secs", "second", "min", "minute", "h", "hr", "hour",
  ]

  private static let times: Set<String> = ["s", "sec", "secs", "seconds", "ms", "us", "min"]

  /// Returns true for the words that stand for a missing number.
  static func isMissing(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    ["none", "null", "n/a", "na"].contains(String(decoding: text, as: UTF8.self).lowercased())
  }
}
