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
}
