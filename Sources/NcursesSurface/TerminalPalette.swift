internal import CNcurses
internal import Cells

/// Turns colours into what the terminal can show, and into ncurses's pairs.
struct TerminalPalette {
  let depth: ColorDepth
  private var colors: [Color: Int32] = [:]
  private var pairs: [UInt64: Int32] = [:]

  init(depth: ColorDepth) { self.depth = depth }

  /// Pairs in use from which on they are given back before the next frame.
  ///
  /// ncurses has 32 767 or more of them; one frame takes no more than it has cells, and pictures hardly
  /// ever take the same again.
  private static let limit = 16_384

  /// Forgets all pairs when pictures have used up many; the screen must then be drawn whole.
  ///
  /// - Returns: whether they were forgotten.
  mutating func forgetIfMany() -> Bool {
    guard pairs.count > Self.limit else { return false }
    reset_color_pairs()
    // The pair of the terminal's own colours went, too.
    use_default_colors()
    colors.removeAll(keepingCapacity: true)
    pairs.removeAll(keepingCapacity: true)
    return true
  }

  /// The pair of two colours; nil is the terminal's own.
  mutating func pair(_ foreground: Color?, on background: Color?) -> Int32 {
    if depth == .none { return 0 }
    let (front, back) = (number(foreground), number(background))
    let key = UInt64(UInt32(bitPattern: front)) << 32 | UInt64(UInt32(bitPattern: back))
    if let known = pairs[key] { return known }
    // When ncurses has no pair left, the text is shown in the terminal's own colours.
    let pair = max(0, alloc_pair(front, back))
    pairs[key] = pair
    return pair
  }

  private mutating func number(_ color: Color?) -> Int32 {
    guard let color else { return -1 }
    if let known = colors[color] { return known }
    let number: Int32
    switch depth {
    case .none: number = -1
    case .sixteen: number = Self.nearest(color, in: Self.ansi)
    case .palette: number = Self.cubeOrGrey(color)
    case .trueColor:
      let value = Int32(color.red) << 16 | Int32(color.green) << 8 | Int32(color.blue)
      // Direct-colour entries take the first eight numbers for the ANSI colours.
      number = value < 8 ? (value == 0 ? 0 : 8) : value
    }
    colors[color] = number
    return number
  }

  /// The nearest of xterm's 6 × 6 × 6 cube and its 24 greys.
  private static func cubeOrGrey(_ color: Color) -> Int32 {
    let steps: [Int] = [0, 95, 135, 175, 215, 255]
    func step(_ value: UInt8) -> Int {
      steps.indices.min { abs(steps[$0] - Int(value)) < abs(steps[$1] - Int(value)) } ?? 0
    }
    let (r, g, b) = (step(color.red), step(color.green), step(color.blue))
    let cube = Color(UInt8(steps[r]), UInt8(steps[g]), UInt8(steps[b]))
    let mean = (Int(color.red) + Int(color.green) + Int(color.blue)) / 3
    let level = min(23, max(0, (mean - 3) / 10))
    let shade = UInt8(8 + 10 * level)
    let grey = Color(shade, shade, shade)
    return distance(color, grey) < distance(color, cube)
      ? Int32(232 + level) : Int32(16 + 36 * r + 6 * g + b)
  }

  private static let ansi: [Color] = [
    Color(0, 0, 0), Color(205, 0, 0), Color(0, 205, 0), Color(205, 205, 0), Color(0, 0, 238),
    Color(205, 0, 205), Color(0, 205, 205), Color(229, 229, 229), Color(127, 127, 127),
    Color(255, 0, 0), Color(0, 255, 0), Color(255, 255, 0), Color(92, 92, 255), Color(255, 0, 255),
    Color(0, 255, 255), Color(255, 255, 255),
  ]

  private static func nearest(_ color: Color, in palette: [Color]) -> Int32 {
    let available = palette.prefix(max(8, min(16, Int(plateau_color_count()))))
    let best = available.indices.min {
      distance(color, available[$0]) < distance(color, available[$1])
    }
    return Int32(best ?? 7)
  }

  /// Weighted as the eye does: green counts most.
  private static func distance(_ a: Color, _ b: Color) -> Int {
    let (r, g, b) = (
      Int(a.red) - Int(b.red), Int(a.green) - Int(b.green), Int(a.blue) - Int(b.blue)
    )
    return 3 * r * r + 6 * g * g + b * b
  }
}
