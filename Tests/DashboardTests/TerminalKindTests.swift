import Cells
import Charts
import Dashboard
import TestSupport
import Testing
import Themes

/// The screen on terminals with few colours, none, or without Unicode.
@Suite struct TerminalKindTests {
  static let sizes = [Size(60, 18), Size(80, 24), Size(120, 40), Size(200, 60), Size(300, 90)]

  @Test(arguments: sizes, [8, 16])
  func fewColours(size: Size, count: Int) throws {
    let grid = view(Fixtures.state(), size: size, symbols: .braille)
    let shown = FewColors(count).grid(grid)
    // No text has the colour of its ground.
    for (index, cell) in shown.cells.enumerated() where FewColors.isText(cell.scalar) {
      guard let foreground = cell.style.foreground else { continue }
      #expect(
        foreground != cell.style.background,
        "\(cell.scalar) at \(index % size.width), \(index / size.width)")
    }
    try expectGoldenScreen(
      shown, styles: FewColors(count).styles,
      named: "training-\(size.width)x\(size.height)-\(count)", file: #filePath,
      location: #_sourceLocation)
  }

  @Test(arguments: sizes)
  func withoutUnicode(size: Size) throws {
    let grid = view(Fixtures.state(), size: size, symbols: .ascii)
    #expect(grid.cells.allSatisfy { $0.scalar.isASCII })
    if size != Size(80, 24) {
      try expectScreen(grid, named: "training-\(size.width)x\(size.height)-ascii")
    }
  }

  /// Without colours, letters, signs and attributes alone tell things apart.
  @Test(arguments: sizes)
  func noColours(size: Size) throws {
    let symbols = Symbols.fitting(isUnicode: true, colorDepth: .none)
    var state = Fixtures.state()
    _ = state.reduce(.resized(size))
    let grid = view(state, size: size, symbols: symbols)
    // The training curve is dashed, with its sign in the title; that of validation is solid with points.
    #expect(grid.text.contains { $0.contains("┄ train") }, "\(grid.text)")
    #expect(!view(state, size: size, symbols: .braille).text.contains { $0.contains("┄ train") })
    // A smoothed curve has nothing behind it that looks like those dashes, and says that it is smoothed.
    for symbols in [symbols, .braille] {
      var smooth = state
      for key in ":smooth 0.6\n".unicodeScalars {
        _ = smooth.reduce(.key(key == "\n" ? .enter : .character(key)))
      }
      let text = view(smooth, size: size, symbols: symbols).text
      #expect(text.contains { $0.contains("smooth") && $0.contains("loss") }, "\(text)")
    }
    // The chosen value has a pointer.
    #expect(grid.text.contains { $0.contains("▸") })
    #expect(grid.text.contains { $0.contains("•") } && grid.text.contains { $0.contains("★") })
    // The focused pane has a sign of its own.
    _ = state.reduce(.key(.tab))
    let focused = view(state, size: size, symbols: symbols)
    #expect(focused.text != grid.text)
  }
}

/// A screen as a terminal with 8 or 16 colours shows it.
private struct FewColors {
  private let count: Int

  init(_ count: Int) { self.count = count }

  /// The text whose colour must stand out; blocks are pixels.
  static func isText(_ scalar: Unicode.Scalar) -> Bool {
    scalar != " " && !("\u{2580}"..."\u{259F}").contains(scalar)
  }

  /// A colour that stands for a number.
  private static func color(_ number: Int) -> Color { Color(UInt8(number * 16), 1, 2) }

  /// The names of the numbers.
  var styles: StyleMap {
    let signs = Array("abcdefghijklmnop")
    let roles = (0..<16).map { StyleMap.Role("colour \($0)", signs[$0], Self.color($0)) }
    let ground = Theme.builtIn.color(.background).nearestANSI(of: count)
    return StyleMap(roles: roles, background: roles[ground], faint: "colour 8")
  }

  func grid(_ grid: CellGrid) -> CellGrid {
    var shown = grid
    for row in 0..<grid.size.height {
      for column in 0..<grid.size.width {
        let cell = grid[column, row]
        let (front, back) = (cell.style.foreground, cell.style.background)
        let number =
          Self.isText(cell.scalar)
          ? front?.nearestANSI(on: back, of: count) : front?.nearestANSI(of: count)
        shown[column, row].style = Style(
          number.map(Self.color), on: back.map { Self.color($0.nearestANSI(of: count)) },
          cell.style.attributes)
      }
    }
    return shown
  }
}
