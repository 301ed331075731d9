internal import Cells
internal import Charts
internal import Figures
internal import RunModel
internal import Testing

@Suite struct FigureTests {
  private static let red = "#ff0000"
  private static let pen = FigureStroke(Color(255, 0, 0))

  /// A figure of one line, whose plot spans the range 0 … 4 by 0 … 1.
  private static func figure(_ points: [FigurePoint], shape: FigureLine.Shape = .straight) -> Figure
  {
    Figure(
      title: "a < b & \"c\"",
      panels: [
        FigurePanel(
          title: "loss", lines: [FigureLine(points, pen, shape: shape)], range: 0...1)
      ], axis: FigureAxis(.epoch, 0...4), size: FigureSize(500, 400))
  }

  /// Coordinates on the page, whatever the margins: fractions of the plot.
  private static func fractions(_ line: [String], _ shape: XMLShape) throws -> [[Double]] {
    let plot = try #require(
      shape.elements?.first { $0.name == "rect" && $0.attributes["fill"] == nil })
    var frame: [Double] = []
    for name in ["x", "y", "width", "height"] {
      frame.append(try #require(plot.attributes[name].flatMap(Double.init)))
    }
    return line.map { text in
      let parts = text.split(separator: ",").map { Double($0) ?? .nan }
      return [(parts[0] - frame[0]) / frame[2], 1 - (parts[1] - frame[1]) / frame[3]]
    }
  }

  @Test func theDocumentIsWellFormedWhateverTheTitleHolds() throws {
    let shape = XMLShape(FigureDrawing.svg(Self.figure([FigurePoint(0, 0), FigurePoint(4, 1)])))
    let elements = try #require(shape.elements)
    #expect(elements.first?.name == "svg")
    #expect(elements.first?.attributes["viewBox"] == "0 0 500 400")
    #expect(elements.contains { $0.name == "text" })
  }

  /// The words of the best value stand below the lowest one, unless another line passes there.
  @Test(arguments: [(0.1, true), (0.46, false)])
  func theWordsOfTheBestValueLieOverNoLine(other: Double, isBelow: Bool) throws {
    func line(_ y: Double) -> FigureLine {
      FigureLine([FigurePoint(0, y), FigurePoint(4, y)], Self.pen)
    }
    var figure = Self.figure([])
    figure.panels[0].lines = [line(0.5), line(other)]
    figure.panels[0].best = .init(FigurePoint(4, 0.5), "0.5000", isHighest: false)
    let shape = XMLShape(FigureDrawing.svg(figure))
    let line = try #require(shape.lines(Self.red).first?.first)
    let y = try #require(line.split(separator: ",").last.flatMap { Double($0) })
    let words = try #require(
      shape.elements?.first {
        $0.name == "text" && $0.attributes["font-weight"] == "bold"
          && $0.attributes["text-anchor"] == "end"
      })
    let baseline = try #require(words.attributes["y"].flatMap(Double.init))
    #expect((baseline > y) == isBelow)
  }

  @Test func everyPointLiesExactlyWhereTheAxesPutIt() throws {
    let points = [(0.0, 0.0), (1, 0.75), (2, 0.5), (4, 1)].map { FigurePoint($0.0, $0.1) }
    let shape = XMLShape(FigureDrawing.svg(Self.figure(points)))
    let lines = shape.lines(Self.red)
    try #require(lines.count == 1)
    for (found, point) in zip(try Self.fractions(lines[0], shape), points) {
      // The document has hundredths of a pixel.
      #expect(abs(found[0] - point.x / 4) < 1e-4)
      #expect(abs(found[1] - point.y) < 1e-4)
    }
    #expect(lines[0].count == points.count)
  }

  @Test func aMissingValueBreaksTheLineAndALonePointIsADot() throws {
    let values = [0.1, 0.2, .nan, 0.3, .infinity, 0.4, 0.5, 0.6]
    let points = values.enumerated().map { FigurePoint(Double($0) / 2, $1) }
    let shape = XMLShape(FigureDrawing.svg(Self.figure(points)))
    #expect(shape.lines(Self.red).map(\.count) == [2, 3])
    #expect(shape.elements?.filter { $0.name == "circle" }.count == 1)
  }

  @Test func stepsHoldTheirValueUntilTheNext() throws {
    let points = [FigurePoint(0, 1), FigurePoint(2, 0.5), FigurePoint(4, 0.5)]
    let shape = XMLShape(FigureDrawing.svg(Self.figure(points, shape: .steps)))
    let corners = try Self.fractions(try #require(shape.lines(Self.red).first), shape)
    #expect(corners.map { ($0[1] * 100).rounded() / 100 } == [1, 1, 0.5, 0.5, 0.5])
    #expect(corners.map { ($0[0] * 100).rounded() / 100 } == [0, 0.5, 0.5, 1, 1])
  }

  @Test func aSpikeAmongManyPointsSurvives() throws {
    let points = (0..<200_000).map { FigurePoint(Double($0) / 50_000, $0 == 77_777 ? 1 : 0.25) }
    let shape = XMLShape(FigureDrawing.svg(Self.figure(points)))
    let line = try #require(shape.lines(Self.red).first)
    #expect(line.count < 4000)
    #expect(try Self.fractions(line, shape).contains { abs($0[1] - 1) < 1e-4 })
  }

  @Test func epochsHaveTheNumbersOfTheirLog() {
    #expect(FigureAxis(.epoch, 0...4, firstEpoch: 0).ticks(5).map(\.label) == ["0", "1", "2", "3"])
    #expect(FigureAxis(.epoch, 0...4).ticks(5).map(\.label) == ["0", "1", "2", "3", "4"])
    #expect(
      FigureAxis(.time, 0...7200).ticks(5).map(\.label) == [
        "0:00", "30:00", "1:00:00", "1:30:00", "2:00:00",
      ])
  }

  @Test func textThatIsTooLongEndsWithDots() {
    let style = FigureText(Color(0, 0, 0))
    let short = style.fitted("a very long title of a run", 60)
    #expect(short.hasSuffix("…"))
    #expect(style.width(of: short) <= 60)
    #expect(style.fitted("short", 60) == "short")
  }
}
