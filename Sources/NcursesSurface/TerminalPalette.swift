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
  ///
  /// - Parameter isText: whether strokes must be seen on what is behind them; in pictures both are colours of points.
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
    case .sixteen: number = Int32(color.nearestANSI(of: Int(plateau_color_count())))
    case .palette: number = Int32(color.nearestOf256)
    case .trueColor:
      let value = Int32(color.red) << 16 | Int32(color.green) << 8 | Int32(color.blue)
      // Direct-colour entries take the first eight numbers for the ANSI colours.
      number = value < 8 ? (value == 0 ? 0 : 8) : value
    }
    colors[color] = number
    return number
  }
}
