public import Cells

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Color {
  /// The relative luminance, 0 … 1 (WCAG 2.2).
  public var relativeLuminance: Double {
    func linear(_ part: UInt8) -> Double {
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// True where dark text is easier to read on the colour than light text.
  package var isLight: Bool { relativeLuminance > 0.18 }

  /// The contrast with another colour, 1 … 21 (WCAG 2.2): text needs 4.5, large signs need 3.
  public func contrast(with other: Color) -> Double {
    let (a, b) = (relativeLuminance, other.relativeLuminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// The colour, made lighter or darker until it has a contrast with a background.
  ///
  /// - Parameter least: The contrast that is needed; where there is none, the farthest end is taken.
  public func readable(on ground: Color, least: Double) -> Color {
    let end = ground.relativeLuminance < 0.18 ? Color(255, 255, 255) : Color(0, 0, 0)
    for step in 0...20 {
      let mixed = mixed(with: end, Double(step) / 20)
      if mixed.contrast(with: ground) >= least { return mixed }
    }
    return end
  }

  /// The hue in degrees, 0 ..< 360, and the saturation, 0 … 1.
  var hue: (degrees: Double, saturation: Double) {
    let (r, g, b) = (Double(red), Double(green), Double(blue))
    let (high, low) = (max(r, g, b), min(r, g, b))
    guard high > low else { return (0, 0) }
    let span = high - low
    let sector: Double =
      if high == r { (g - b) / span } else if high == g { 2 + (b - r) / span } else {
        4 + (r - g) / span
      }
    return ((sector * 60 + 360).truncatingRemainder(dividingBy: 360), span / high)
  }
}
