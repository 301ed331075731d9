/// A colour as red, green and blue, 0 … 255 each; a surface shows the nearest one it has.
public struct Color: Hashable, Sendable {
  /// The red component, 0 … 255.
  public var red: UInt8
  /// The green component, 0 … 255.
  public var green: UInt8
  /// The blue component, 0 … 255.
  public var blue: UInt8

  /// Creates a colour from its components.
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Creates a colour from six hexadecimal digits, with or without a leading `#`; nil for any other text.
  public init?(hex text: some StringProtocol) {
    let digits = text.hasPrefix("#") ? String(text.dropFirst()) : String(text)
    guard digits.utf8.count == 6, digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }),
      let value = UInt32(digits, radix: 16)
    else { return nil }
    self.init(UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255))
  }

  /// A mixture with another colour.
  ///
  /// - Parameter fraction: the other colour's share, 0 … 1.
  public func mixed(with other: Color, _ fraction: Double) -> Color {
    let f = min(max(fraction, 0), 1)
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8((Double(a) + (Double(b) - Double(a)) * f).rounded())
    }
    return Color(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
  }
}
