internal import CNcurses
internal import Cells

/// Maps colours to those of the terminal and to ncurses's colour pairs.
struct TerminalPalette {
  let depth: ColorDepth
  private var colors: [Color: Int32] = [:]
  private var pairs: [UInt64: Int32] = [:]

  init(depth: ColorDepth) { self.depth = depth }

  /// The number of pairs above which all are released before the next frame.
  ///
  /// ncurses has at least 32 767. One frame needs at most one per cell, and images hardly ever reuse them.
  private static let limit = 16_384

  /// Releases all pairs when images have used many of them.
  ///
  /// - Returns: True when they were released; the whole screen must then be redrawn.
  mutating func forgetIfMany() -> Bool {
    guard pairs.count > Self.limit else { return false }
    reset_color_pairs()
    // That also releases the pair of the terminal's own colours.
    use_default_colors()
    colors.removeAll(keepingCapacity: true)
    pairs.removeAll(keepingCapacity: true)
    return true
  }

  /// The number of the pair of two colours; nil stands for the terminal's own.
  ///
  /// - Parameter isText: True when the foreground must stand out from the background; in images both are pixels.
  mutating func pair(_ foreground: Color?, on background: Color?, isText: Bool) -> Int32 {
    if depth == .none { return 0 }
    let (back, front) = (
      number(background),
      isText && depth == .sixteen
        ? Int32(
          foreground?.nearestANSI(on: background, of: Int(plateau_color_count())) ?? -1)
        : number(foreground)
    )
    let key = UInt64(UInt32(bitPattern: front)) << 32 | UInt64(UInt32(bitPattern: back))
    if let known = pairs[key] { return known }
    // Without a free pair, ncurses shows the text in the terminal's own colours.
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
    case .sixteen: number = Int32(color.nearestANSI(of: Int(plateau_color_count())))
    case .palette: number = Int32(color.nearestOf256)
    case .trueColor:
      let value = Int32(color.red) << 16 | Int32(color.green) << 8 | Int32(color.blue)
      // Direct-colour entries reserve the first eight numbers for the ANSI colours.
      number = value < 8 ? (value == 0 ? 0 : 8) : value
    }
    colors[color] = number
    return number
  }
}
