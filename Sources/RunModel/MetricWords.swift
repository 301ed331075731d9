internal import JSONText

extension Double {
  /// The number with up to six significant digits, for sentences; one below 0.001, or from a million
  /// on, with an exponent and up to four.
  public var metricWords: String {
    let size = abs(self)
    // A 32-bit number differs a little from its round value.
    guard size < 1e6, size >= 0.999_999_5e-3 else { return exponentWords(digits: 4) }
    var scale = 1.0
    while size * scale < 1e5 && scale < 1e9 { scale *= 10 }
    let text = ((self * scale).rounded() / scale).pythonDescription
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A learning rate in up to four digits, as every screen, list and message writes it: `0.001`,
  /// `1.25e-4`.
  public var rateWords: String {
    let rounded = rounded(toDigits: 4)
    return abs(rounded) < 1e4 ? rounded.metricWords : exponentWords(digits: 4)
  }

  /// The number with an exponent, without trailing zeros: `1.25e-4`; 0 and what is not finite have none.
  ///
  /// - Parameter digits: The most significant digits, from 1.
  package func exponentWords(digits: Int) -> String {
    guard isFinite, self != 0 else { return self == 0 ? "0" : pythonDescription }
    let parts = printed("%.\(digits - 1)e").split(separator: "e")
    guard parts.count == 2, let power = Int(parts[1]) else { return pythonDescription }
    var mantissa = parts[0]
    if mantissa.contains(".") {
      while mantissa.last == "0" { mantissa.removeLast() }
      if mantissa.last == "." { mantissa.removeLast() }
    }
    return "\(mantissa)e\(power)"
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
    if abs(number) < 1e-3 { return number.exponentWords(digits: 12) }
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
