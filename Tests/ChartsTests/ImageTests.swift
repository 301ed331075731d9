import Cells
import Charts
import Testing

@Suite struct ImageTests {
  private static let sizes = (0...3).flatMap { width in (0...3).map { Size(width, $0) } }

  private func image(_ width: Int, _ height: Int, _ color: (Int, Int) -> Color)
    -> HalfBlockImage
  {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let color = color(x, y)
        pixels += [color.red, color.green, color.blue]
      }
    }
    return HalfBlockImage(width: width, height: height, pixels: pixels)
  }

  private let black = Color(0, 0, 0)
  private let white = Color(255, 255, 255)

  @Test func eachCellHoldsTwoPixels() {
    var grid = CellGrid(Size(2, 2))
    let frame = image(2, 4) { x, y in (x + y) % 2 == 0 ? black : white }
      .draw(in: grid.bounds, on: &grid, symbols: .braille)
    #expect(frame == grid.bounds)
    #expect(grid[0, 0] == Cell("▀", Style(black, on: white)))
    #expect(grid[1, 1] == Cell("▀", Style(white, on: black)))
  }

  @Test func aSmallerImageHasTheMeansOfItsAreas() {
    var grid = CellGrid(Size(1, 1))
    image(6, 6) { x, _ in x < 3 ? black : white }
      .draw(in: grid.bounds, on: &grid, symbols: .braille)
    let grey = grid[0, 0].style.background
    #expect(grid[0, 0].scalar == " ")
    #expect(grey == Color(132, 132, 132))
  }

  @Test func theAspectIsKeptAndTheImageStandsInTheMiddle() {
    let wide = image(40, 10) { _, _ in white }.frame(in: Rect(x: 5, y: 2, width: 20, height: 20))
    #expect(wide == Rect(x: 5, y: 10, width: 20, height: 3))
    let high = image(10, 40) { _, _ in white }.frame(in: Rect(x: 0, y: 0, width: 20, height: 10))
    #expect(high == Rect(x: 7, y: 0, width: 5, height: 10))
  }

  @Test func withoutHalfBlocksItIsBlanksOnColours() {
    var grid = CellGrid(Size(8, 4))
    image(8, 8) { x, y in Color(UInt8(x * 30), UInt8(y * 30), 0) }
      .draw(in: grid.bounds, on: &grid, symbols: .ascii)
    #expect(grid.cells.allSatisfy { $0.scalar == " " && $0.style.background != nil })
  }

  private func outlined(
    _ items: [ImageBoxes.Item], size: Size = Size(16, 6), symbols: Symbols = .braille
  ) -> [String] {
    var grid = CellGrid(size)
    ImageBoxes(items, ground: black).draw(in: grid.bounds, on: &grid, symbols: symbols)
    return grid.text
  }

  private func item(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ shape: ImageBoxes.Shape,
    _ label: String? = nil
  ) -> ImageBoxes.Item {
    ImageBoxes.Item(
      x: x, y: y, width: width, height: height, shape: shape, color: white, label: label)
  }

  @Test func trueAndFoundBoxesDifferInShape() {
    #expect(
      outlined([item(0, 0, 0.5, 1, .outline), item(0.5, 0, 0.5, 1, .corners)]) == [
        "┌──────┐┏━    ━┓", "│      │┃      ┃", "│      │        ", "│      │        ",
        "│      │┃      ┃", "└──────┘┗━    ━┛",
      ])
  }

  @Test func labelsStandAboveAndNeverCoverEachOther() {
    let text = outlined([
      item(0.1, 0.5, 0.3, 0.5, .outline, "cat 0.9"), item(0.15, 0.5, 0.3, 0.5, .outline, "dog 0.8"),
    ])
    #expect(text[2].contains("cat 0.9"))
    #expect(text.contains { $0.contains("dog 0.8") })
    #expect(!text[2].contains("dog"))
  }

  @Test func whatLiesOutsideIsCutOff() {
    #expect(
      outlined([item(-1, -1, 0.5, 0.5, .outline, "gone")]).allSatisfy {
        $0.allSatisfy { $0 == " " }
      })
    let text = outlined([item(0.5, 0.5, 3, 3, .outline, "a name much too long for this")])
    #expect(text[5].hasSuffix("┘"))
    #expect(text.contains { $0.contains("a name much too…") })
  }

  @Test(arguments: sizes)
  func noSizeMakesThemFail(size: Size) {
    for symbols in [Symbols.braille, .block, .ascii] {
      var grid = CellGrid(size)
      for image in [image(0, 0) { _, _ in white }, image(7, 1) { _, _ in white }] {
        let frame = image.draw(in: grid.bounds, on: &grid, symbols: symbols)
        #expect(frame.intersection(grid.bounds) == frame)
      }
      for shape in [ImageBoxes.Shape.corners, .outline] {
        for edge in [0, 0.3, 0.9, 1, 2, -1, Double.nan, .infinity] {
          _ = outlined([item(edge, 0, 1, edge, shape, "label")], size: size, symbols: symbols)
        }
      }
    }
  }
}
