/// SVG paths of the characters in a cell of 9 × 18 pixels: dots of curves, lines of frames, bars.
enum CellStrokes {
  /// The filled shapes of braille patterns and blocks; nil for any other character.
  static func dots(_ scalar: Unicode.Scalar, _ x: Int, _ y: Int) -> String? {
    if (0x2801...0x28FF).contains(scalar.value) {
      var path = ""
      for (bit, dot) in brailleDots.enumerated() where scalar.value & (1 << UInt32(bit)) != 0 {
        path += "M\(Double(x) + dot.x) \(Double(y) + dot.y)h2.6v2.6h-2.6z"
      }
      return path
    }
    // Eighths of a cell from the left, then from below.
    if (0x2588...0x258F).contains(scalar.value) {
      let eighths = Double(0x2590 - scalar.value)
      return "M\(x) \(y + 2)h\(eighths * 9 / 8)v14h\(-eighths * 9 / 8)z"
    }
    if (0x2581...0x2587).contains(scalar.value) {
      let high = Double(scalar.value - 0x2580) * 18 / 8
      return "M\(x) \(Double(y) + 18 - high)h9v\(high)h-9z"
    }
    return nil
  }

  /// The strokes of frames, guides and vertical lines; nil for any other character.
  static func lines(_ scalar: Unicode.Scalar, _ x: Int, _ y: Int) -> String? {
    let (cx, cy) = (Double(x) + 4.5, Double(y) + 9)
    return switch scalar {
    case "─": "M\(x) \(cy)h9"
    case "│": "M\(cx) \(y)v18"
    case "╭": "M\(cx) \(y + 18)v-5q0 -4 4.5 -4"
    case "╮": "M\(x) \(cy)q4.5 0 4.5 4v5"
    case "╰": "M\(cx) \(y)v5q0 4 4.5 4"
    case "╯": "M\(x) \(cy)q4.5 0 4.5 -4v-5"
    case "┈": "M\(x) \(cy)h1m3.5 0h1m3.5 0"
    case "╌": "M\(x) \(cy)h3m2 0h3"
    case "┊": "M\(cx) \(y + 1)v3m0 3v3m0 3v3"
    default: nil
    }
  }

  /// The dots in Unicode's order: down the columns, the last row apart.
  private static let brailleDots: [(x: Double, y: Double)] = [
    (1, 1), (1, 5.5), (1, 10), (5.5, 1), (5.5, 5.5), (5.5, 10), (1, 14.5), (5.5, 14.5),
  ].map { ($0.0, $0.1) }
}
