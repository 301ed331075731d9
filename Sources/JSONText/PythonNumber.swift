extension Double {
  /// The number as Python's `repr` writes it: shortest digits, exponent below 1e-4 and from 1e16.
  ///
  /// Keras uses it in CSV files and messages, and ours must be the same to the byte.
  public var pythonDescription: String {
    if isNaN { return "nan" }
    if isInfinite { return self < 0 ? "-inf" : "inf" }
    return pythonLayout(of: description)
  }
}

extension Float {
  /// The number as NumPy prints a `float32`: shortest digits that give the same 32-bit value.
  public var pythonDescription: String {
    if isNaN { return "nan" }
    if isInfinite { return self < 0 ? "-inf" : "inf" }
    return pythonLayout(of: description)
  }
}

extension Float {
  /// The number with the fewest digits that rounds to this one: 0.001 for the nearest 32-bit number
  /// to it.
  public var shortest: Double { Double(description) ?? Double(self) }
}

/// Formats Swift's shortest digits by Python's rules: both choose the same digits in different
/// notations.
private func pythonLayout(of text: String) -> String {
  var digits: [UInt8] = []
  var exponent = 0
  var pointAt: Int?
  var isNegative = false
  var bytes = Substring(text).utf8
  if bytes.first == UInt8(ascii: "-") {
    isNegative = true
    bytes.removeFirst()
  }
  while let byte = bytes.popFirst() {
    switch byte {
    case UInt8(ascii: "."): pointAt = digits.count
    case UInt8(ascii: "e"):
      exponent = Int(String(Substring(bytes))) ?? 0
      bytes = bytes[bytes.endIndex...]
    default: digits.append(byte)
    }
  }
  // The value is 0.d1d2d3… times ten to the power of `point`.
  var point = (pointAt ?? digits.count) + exponent
  while digits.count > 1, digits.first == UInt8(ascii: "0") {
    digits.removeFirst()
    point -= 1
  }
  while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
  let sign = isNegative ? "-" : ""
  if digits == [UInt8(ascii: "0")] { return sign + "0.0" }
  let mantissa = String(decoding: digits, as: UTF8.self)
  let power = point - 1
  if power < -4 || power >= 16 {
    let head = mantissa.prefix(1)
    let tail = mantissa.dropFirst()
    let size = abs(power) < 10 ? "0\(abs(power))" : "\(abs(power))"
    return "\(sign)\(head)\(tail.isEmpty ? "" : ".\(tail)")e\(power < 0 ? "-" : "+")\(size)"
  }
  if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + mantissa }
  if digits.count <= point {
    return sign + mantissa + String(repeating: "0", count: point - digits.count) + ".0"
  }
  return "\(sign)\(mantissa.prefix(point)).\(mantissa.dropFirst(point))"
}
