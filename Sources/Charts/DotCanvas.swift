internal import Cells

/// A raster of dots, several per cell, on which curves are drawn before they become characters.
///
/// A cell shows one curve: where several meet, the dots of the last one replace those of the others,
/// so that no dot has the colour of another curve. The most important curve must be drawn last.
struct DotCanvas {
  /// The number of dots in a row.
  let width: Int
  /// The number of dots in a column.
  let height: Int
  private let symbols: Symbols
  private let columns: Int
  private let rows: Int
  private let across: Int
  private let down: Int
  private var masks: [UInt8]
  private var styles: [Style]
  /// The curve that each cell shows.
  private var owners: [Int]
  /// True for cells that several curves pass.
  private var areShared: [Bool]
  /// The number of the curve that is being drawn.
  private var curve = 0
  /// The dots that are left out of it.
  private var pattern = LineChart.Line.Pattern.solid

  init(columns: Int, rows: Int, symbols: Symbols) {
    self.symbols = symbols
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    (across, down) = symbols.dots.perCell
    width = self.columns * across
    height = self.rows * down
    masks = Array(repeating: 0, count: self.columns * self.rows)
    styles = Array(repeating: .plain, count: self.columns * self.rows)
    owners = Array(repeating: 0, count: self.columns * self.rows)
    areShared = Array(repeating: false, count: self.columns * self.rows)
  }

  /// True for a cell that several curves pass.
  func isShared(_ column: Int, _ row: Int) -> Bool { areShared[row * columns + column] }

  /// Begins the next curve, with a pattern where the symbols have patterns.
  mutating func beginCurve(_ pattern: LineChart.Line.Pattern = .solid) {
    curve += 1
    self.pattern = symbols.hasPatterns ? pattern : .solid
  }

  /// Adds dots to a cell.
  private mutating func add(_ dots: UInt8, to index: Int, _ style: Style) {
    if owners[index] == curve {
      masks[index] |= dots
    } else {
      areShared[index] = areShared[index] || owners[index] != 0
      masks[index] = dots
      owners[index] = curve
      styles[index] = style
    }
  }

  /// Sets a dot; (0, 0) is the top left.
  mutating func set(_ x: Int, _ y: Int, _ style: Style) {
    setColumn(x, y, y, style)
  }

  /// Sets the dots of a column from `top` to `bottom`, both included.
  mutating func setColumn(_ x: Int, _ top: Int, _ bottom: Int, _ style: Style) {
    let (first, last) = (max(0, top), min(height - 1, bottom))
    guard x >= 0, x < width, first <= last else { return }
    // A cell of a sparse curve has dots in its first column alone.
    let x = pattern == .sparse ? x / across * across : x
    // The dots of a column of a cell, at every `across`-th bit.
    var dots: UInt16 = (across == 2 ? 0b0101_0101 : 0b1111_1111) << UInt16(x % across)
    switch pattern {
    case .solid: break
    case .dashed:
      // In a gap a steep part keeps every second dot, so that neither it nor a spike is lost.
      if x / across % 3 > 1 {
        if last - first < 2 { return }
        dots &= across == 2 ? 0b0011_0011 : 0b0101
      }
    case .sparse: dots &= across == 2 ? (x / across % 2 == 0 ? 0b0001_0001 : 0b0100_0100) : 0b01
    }
    var index = first / down * columns + x / across
    var top = first / down * down
    while top <= last {
      let above: UInt16 = (1 << UInt16(max(0, first - top) * across)) - 1
      let within: UInt16 = (1 << UInt16(min(down, last - top + 1) * across)) - 1
      let shown = UInt8(truncatingIfNeeded: dots & within & ~above)
      if shown != 0 { add(shown, to: index, style) }
      index += columns
      top += down
    }
  }

  /// Draws a line of dots; a steep line fills its columns.
  mutating func line(
    from a: (x: Int, y: Int), to b: (x: Int, y: Int), _ style: Style
  ) {
    let steps = b.x - a.x
    guard steps > 0 else {
      setColumn(a.x, min(a.y, b.y), max(a.y, b.y), style)
      return
    }
    // A line may come from far outside; only its part on the canvas is walked.
    let (first, end) = (max(0, -a.x), min(steps, width - 1 - a.x))
    guard first <= end else { return }
    let slope = Double(b.y - a.y) / Double(steps)
    func height(_ step: Int) -> Int { a.y + Int((slope * Double(step)).rounded()) }
    var last = height(max(0, first - 1))
    for step in first...end {
      let y = height(step)
      setColumn(a.x + step, min(last, y), max(last, y), style)
      last = y
    }
  }

  /// Draws the dots as characters into the grid.
  func draw(in rect: Rect, on grid: inout CellGrid) {
    for row in 0..<min(rows, rect.height) {
      for column in 0..<min(columns, rect.width) {
        let mask = masks[row * columns + column]
        if mask == 0 { continue }
        grid.put(
          scalar(mask), at: rect.x + column, rect.y + row, styles[row * columns + column])
      }
    }
  }

  private func scalar(_ mask: UInt8) -> Unicode.Scalar {
    switch symbols.dots {
    case .braille:
      // Unicode's order of dots: down the columns, the last row apart.
      var bits: UInt32 = 0
      for (bit, dot) in Self.brailleBits.enumerated() where mask & (1 << UInt8(bit)) != 0 {
        bits |= dot
      }
      return Unicode.Scalar(0x2800 + bits) ?? " "
    case .block: return Self.quarters[Int(mask & 15)]
    case .ascii: return Self.halves[Int(mask & 3)]
    }
  }

  private static let brailleBits: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
  private static let quarters: [Unicode.Scalar] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
  ]
  private static let halves: [Unicode.Scalar] = [" ", "'", ".", ":"]
}

extension Symbols.Dots {
  /// The dots of a cell in a row and in a column.
  var perCell: (across: Int, down: Int) {
    switch self {
    case .braille: (2, 4)
    case .block: (2, 2)
    case .ascii: (1, 2)
    }
  }
}
