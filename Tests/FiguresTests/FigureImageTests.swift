internal import Charts
internal import FigureImages
internal import Figures
internal import RunModel
internal import Testing

@Suite struct FigureImageTests {
  private static let figure = Figure(
    title: "run",
    panels: [
      FigurePanel(
        title: "loss",
        lines: [
          FigureLine(
            [FigurePoint(0, 1), FigurePoint(4, 0)], FigureStroke(FigureColors.light.train))
        ])
    ], axis: FigureAxis(.epoch, 0...4), size: FigureSize(300, 200))

  /// A machine without libcairo has the reason instead.
  @Test func anImageHasTheSizeTimesTheScale() throws {
    do throws(FigureImageError) {
      let bytes = try FigureImage.png(Self.figure, scale: 2)
      #expect(bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
      // The first chunk holds the width and the height.
      #expect(bytes[16..<24] == [0, 0, 2, 88, 0, 0, 1, 144])
    } catch {
      #expect(error.reason.contains("libcairo"))
    }
  }

  @Test func anImageThatIsTooLargeIsRefused() {
    var figure = Self.figure
    figure.size = FigureSize(10_000, 10_000)
    #expect(throws: FigureImageError.self) { try FigureImage.png(figure, scale: 8) }
  }
}
