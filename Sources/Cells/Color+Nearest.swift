extension Color {
  /// The number of the nearest colour in xterm's 6 × 6 × 6 cube and 24 greys, 16 … 255.
  public var nearestOf256: Int {
    let steps: [Int] = [0, 95, 135, 175, 215, 255]
    func step(_ value: UInt8) -> Int {
      steps.indices.min { abs(steps[$0] - Int(value)) < abs(steps[$1] - Int(value)) } ?? 0
    }
    let (r, g, b) = (step(red), step(green), step(blue))
    let cube = Color(UInt8(steps[r]), UInt8(steps[g]), UInt8(steps[b]))
    let mean = (Int(red) + Int(green) + Int(blue)) / 3
    let level = min(23, max(0, (mean - 3) / 10))
    let shade = UInt8(8 + 10 * level)
    return distance(to: Color(shade, shade, shade)) < distance(to: cube)
      ? 232 + level : 16 + 36 * r + 6 * g + b
  }

  /// The number of the nearest ANSI colour.
  ///
  /// - Parameter count: the number of available colours, 8 … 16.
  public func nearestANSI(of count: Int = 16) -> Int {
    let available = Self.ansi.prefix(max(8, min(16, count)))
    return available.indices.min { distance(to: available[$0]) < distance(to: available[$1]) } ?? 7
  }

  /// The number of the nearest ANSI colour that is legible on a background.
  ///
  /// With eight colours the nearest to a faint one is often the background itself.
  ///
  /// - Parameters:
  ///   - background: nil for the terminal's default.
  ///   - count: the number of available colours, 8 … 16.
  /// - Returns: nil for the terminal's default foreground.
  public func nearestANSI(on background: Color?, of count: Int) -> Int? {
    let isDark = background.map { $0.nearestANSI(of: 8) == 0 } ?? true
    if count >= 16 { return nearestOf16(on: background, isDark: isDark) }
    // With eight colours the nearest to a light red is yellow, and to a light blue cyan, which mean
    // something else.
    let number = (isDark ? numberOfHue : isRed ? 1 : nil) ?? nearestANSI(of: count)
    // With eight colours the nearest to a grey is yellow or black.
    let isGrey = span < 50
    guard let background else { return [0, 7].contains(number) || isGrey ? nil : number }
    guard isGrey || number == background.nearestANSI(of: count) else { return number }
    // The terminal's default foreground may equal this background; black or white does not.
    return [0, 7].max {
      Self.ansi[$0].distance(to: background) < Self.ansi[$1].distance(to: background)
    }
  }

  /// The number of the ANSI colour with this hue, bright for a light colour on a dark ground; of a colour
  /// that is almost grey, that of the nearest grey.
  ///
  /// The nearest colour by distance to a muted one is a grey, which means something else.
  private func nearestOf16(on background: Color?, isDark: Bool) -> Int {
    let ground = background?.nearestANSI() ?? (isDark ? 0 : 15)
    if let hue = numberOfHue {
      // Blue is legible on black where it is bright.
      let isBlue = (195..<255).contains(self.hue)
      let number = (isBlue ? 4 : hue) + (isDark ? 8 : 0)
      if number != ground { return number }
    }
    let greys = [0, 7, 8, 15].filter { $0 != ground }
    return greys.min { distance(to: Self.ansi[$0]) < distance(to: Self.ansi[$1]) } ?? 7
  }

  /// True for a colour whose hue is within 20° of red.
  private var isRed: Bool { span >= 80 && (hue <= 20 || hue >= 340) }

  /// The number of the ANSI colour with this hue, of those that are legible on black; nil for a
  /// colour that is almost grey.
  private var numberOfHue: Int? {
    guard span >= 60 else { return nil }
    switch hue {
    case ...20, 340...: return 1
    case ..<70: return 3
    case ..<160: return 2
    case ..<195: return 6
    // Blue is too dark, and magenta is that of another colour.
    case ..<255: return 7
    default: return 5
    }
  }

  /// The difference of the strongest and the weakest component.
  private var span: Int { Int(max(red, green, blue)) - Int(min(red, green, blue)) }

  /// The hue in degrees, 0 for red; 0 for a grey.
  private var hue: Double {
    guard span > 0 else { return 0 }
    let (r, g, b, span) = (Double(red), Double(green), Double(blue), Double(span))
    let sixths =
      red >= max(green, blue)
      ? (g - b) / span : green >= blue ? 2 + (b - r) / span : 4 + (r - g) / span
    return (sixths < 0 ? sixths + 6 : sixths) * 60
  }

  private static let ansi: [Color] = [
    Color(0, 0, 0), Color(205, 0, 0), Color(0, 205, 0), Color(205, 205, 0), Color(0, 0, 238),
    Color(205, 0, 205), Color(0, 205, 205), Color(229, 229, 229), Color(127, 127, 127),
    Color(255, 0, 0), Color(0, 255, 0), Color(255, 255, 0), Color(92, 92, 255), Color(255, 0, 255),
    Color(0, 255, 255), Color(255, 255, 255),
  ]

  /// The squared distance, weighted by the eye's sensitivity: green counts most.
  private func distance(to other: Color) -> Int {
    let (r, g, b) = (
      Int(red) - Int(other.red), Int(green) - Int(other.green), Int(blue) - Int(other.blue)
    )
    return 3 * r * r + 6 * g * g + b * b
  }
}
