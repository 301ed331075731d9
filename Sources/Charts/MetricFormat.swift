internal import Cells
internal import RunModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Formats of numbers on the screen.
public enum MetricFormat {
  /// A metric: four decimals, fewer for large values, or an exponent for very small and very large
  /// ones.
  public static func metric(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let size = abs(value)
    if size != 0 && size < 1e-3 || size >= 1e6 { return scientific(value) }
    if size >= 1000 { return value.printed("%.1f") }
    if size >= 100 { return value.printed("%.2f") }
    return value.printed("%.4f")
  }

  /// A learning rate: two digits and an exponent, `1.0e-3`.
  public static func scientific(_ value: Double) -> String {
    guard value.isFinite else { return metric(value) }
    if value == 0 { return "0" }
    var (mantissa, power) = (value, 0)
    while abs(mantissa) >= 9.95 { (mantissa, power) = (mantissa / 10, power + 1) }
    while abs(mantissa) < 0.995 { (mantissa, power) = (mantissa * 10, power - 1) }
    return mantissa.printed("%.1f") + "e\(power)"
  }

  /// Learning rates, and losses on a logarithmic axis, as they are written elsewhere; where one of them has an
  /// exponent or no room, all have exponents, and as many digits as have room.
  ///
  /// - Parameter width: The columns that there are for a label.
  public static func rates(_ values: [Double], width: Int) -> [String] {
    let words = values.map(\.rateWords)
    if words.allSatisfy({ !$0.contains("e") && $0.count <= width }) { return words }
    return values.map { value in
      (3...4).reversed().lazy.map(value.exponentWords).first { $0.count <= width }
        ?? scientific(value)
    }
  }

  /// A learning rate rounded to five digits, so that one that was reduced as a 32-bit number is
  /// drawn at its round value.
  public static func rounded(rate: Double) -> Double {
    guard rate.isNormal, rate > 1e-300 else { return rate }
    let unit = pow(10, log10(rate).rounded(.down) - 4)
    return (rate / unit).rounded() * unit
  }

  /// The labels of an axis, all with the decimals that distinguish them.
  public static func ticks(_ values: [Double]) -> [String] {
    let steps = zip(values, values.dropFirst()).map { $1 - $0 }
    let size = values.map(abs).max() ?? 0
    let step = steps.min() ?? size
    guard step > 0, size > 0, size < 1e6, step >= 1e-5 else { return values.map(scientific) }
    var decimals = 0
    var scaled = step
    while decimals < 6, abs(scaled - scaled.rounded()) > 1e-6 {
      scaled *= 10
      decimals += 1
    }
    return values.map { $0.printed("%.\(decimals)f") }
  }

  /// Labels of an axis that differ: where values differ only in digits that have no room, those
  /// behind the first say by how much they are greater, such as `+2e-7`.
  ///
  /// - Parameter width: The columns that there are for a label.
  package static func distinct(_ labels: [String], of values: [Double], width: Int) -> [String] {
    guard width > 0, let first = values.first,
      Set(labels.map { $0.truncated(to: width) }).count < labels.count
    else { return labels }
    let start = labels[0].count > width ? metric(first) : labels[0]
    return [start] + values.dropFirst().map { "+" + ($0 - first).exponentWords(digits: 4) }
  }

  /// A number with a few digits that count: `0.031`.
  package static func rounded(_ value: Double, digits: Int) -> String {
    guard value.isNormal else { return metric(value) }
    let unit = pow(10, log10(abs(value)).rounded(.down) - Double(digits - 1))
    return ticks([(value / unit).rounded() * unit])[0]
  }

  /// A duration: `0:41`, `12:05`, `3:20:11`, `2d 04h`.
  public static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "–:––" }
    let total = Int(seconds.rounded(.down))
    let (hours, minutes, rest) = (total / 3600, total / 60 % 60, total % 60)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    if hours >= 48 { return "\(hours / 24)d \(two(hours % 24))h" }
    if hours > 0 { return "\(hours):\(two(minutes)):\(two(rest))" }
    return "\(minutes):\(two(rest))"
  }

  /// A duration with fractions of a second: `0:02.5`.
  ///
  /// - Parameter decimals: The number of decimals, 0 … 6.
  public static func duration(_ seconds: Double, decimals: Int) -> String {
    let digits = max(0, min(6, decimals))
    // From two days on, days and hours are shown.
    guard digits > 0, (0..<48 * 3600).contains(seconds) else { return duration(seconds) }
    // Rounded first: 9.96 s is 0:10.0, not 0:09.10.
    let unit = pow(10, Double(digits))
    let rounded = (seconds * unit).rounded() / unit
    let part = (rounded - rounded.rounded(.down)).printed("%.\(digits)f")
    return duration(rounded) + part.dropFirst()
  }

  /// A whole number with thin groups of three: `1 043`.
  public static func count(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "–" }
    var digits = Array(String(Int(value.rounded())))
    var index = digits.count - 3
    while index > (value < 0 ? 1 : 0) {
      digits.insert(" ", at: index)
      index -= 3
    }
    return String(digits)
  }

  /// A part of a loss beside its sum: two decimals, or an exponent where those would say nothing.
  public static func part(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : metric(value) }
    return abs(value) < 0.005 || abs(value) >= 1000 ? scientific(value) : value.printed("%.2f")
  }

  /// A share such as a score or an average precision: three decimals; a dash for none.
  public static func share(_ value: Double?, _ decimals: Int = 3) -> String {
    guard let value, value.isFinite, abs(value) < 1000 else { return "–" }
    return value.printed("%.\(decimals)f")
  }

  /// A count in at most four characters, rounded down: `999`, `9.9k`, `123k`, `1.2M`.
  ///
  /// - Parameter columns: With 3, in at most three characters: `9k`, `12k`, `.1M`, `1M`.
  public static func short(_ count: Int, columns: Int = 4) -> String {
    guard count >= 1000 else { return count < 0 ? "–" : "\(count)" }
    var tenths = count / 100
    var units = ["k", "M", "G", "T", "P", "E"][...]
    let limit = columns < 4 ? 1000 : 10_000
    while tenths >= limit, units.count > 1 {
      (tenths, units) = (tenths / 1000, units.dropFirst())
    }
    let unit = units.first ?? ""
    if columns < 4 { return tenths < 10 ? ".\(tenths)\(unit)" : "\(tenths / 10)\(unit)" }
    return tenths < 100
      ? "\(tenths / 10).\(tenths % 10)\(unit)" : "\(tenths / 10)\(unit)"
  }
}
