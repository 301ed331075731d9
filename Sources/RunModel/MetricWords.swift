internal import JSONText

extension Double {
  /// The number with up to six significant digits, for sentences.
  public var metricWords: String {
    if self == 0 { return "0" }
    if !isFinite { return pythonDescription }
    let size = abs(self)
    if size >= 1e6 || size < 1e-4 {
      var power = 0
      var mantissa = self
      while abs(mantissa) >= 9.999995 { (mantissa, power) = (mantissa / 10, power + 1) }
      while abs(mantissa) < 0.9999995 { (mantissa, power) = (mantissa * 10, power - 1) }
      let digits = ((mantissa * 1e3).rounded() / 1e3).pythonDescription
      let trimmed = digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
      return "\(trimmed)e\(power)"
    }
    var scale = 1.0
    while size * scale < 1e5 && scale < 1e9 { scale *= 10 }
    let text = ((self * scale).rounded() / scale).pythonDescription
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The number of a setting, with all its digits, up to twelve: two settings that differ look
  /// different.
  ///
  /// A 32-bit number has its own shortest digits.
  package var settingWords: String {
    let single = Float(self)
    let number = (Double(single) == self ? single.shortest : self).rounded(toDigits: 12)
    let words = number.metricWords
    if !isFinite || Double(words) == number { return words }
    let parts = number.pythonDescription.split(separator: "e")
    let digits = parts[0].hasSuffix(".0") ? parts[0].dropLast(2) : parts[0]
    return digits + (parts.count > 1 ? "e\(Int(parts[1]) ?? 0)" : "")
  }

  /// The nearest number with as many significant decimal digits; halves go away from 0.
  func rounded(toDigits count: Int) -> Double {
    guard isFinite else { return self }
    // Unlike printf's, Swift's numbers have a point in every language.
    let parts = "\(magnitude)".split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let fraction = mantissa.dropFirst().first ?? ""
    let digits = (mantissa[0] + fraction).drop { $0 == "0" }
    guard digits.count > count, let kept = Int(digits.prefix(count)) else { return self }
    let power = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - fraction.count + digits.count - count
    let next = digits[digits.index(digits.startIndex, offsetBy: count)]
    let size = Double("\(next < "5" ? kept : kept + 1)e\(power)") ?? magnitude
    return self < 0 ? -size : size
  }
}
