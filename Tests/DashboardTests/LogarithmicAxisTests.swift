import Cells
import Charts
import Configuration
import Dashboard
import Foundation
import OrderedCollections
import Playbacks
import RunModel
import TestSupport
import Testing

/// A logarithmic axis across, of recordings and while a run trains.
@Suite struct LogarithmicAxisTests {
  private func text(_ screen: some TestedScreen, _ size: Size = Size(120, 40)) -> [String] {
    view(screen, size: size, symbols: .braille).text
  }

  /// The column of a label in the row of numbers.
  private func column(of label: String, in screen: some TestedScreen) throws -> Int {
    let row = try #require(text(screen).first { $0.contains("(log)") })
    let found = try #require(row.firstRange(of: " \(label) ")).lowerBound
    return row.distance(from: row.startIndex, to: found) + 1
  }

  @Test func theKeyAndTheCommandDoTheSame() throws {
    var screen = Projector()
    screen.press(.character("X"))
    #expect(
      screen.state.message?.text == "logarithmic from epoch 1; what lies before is left out")
    let pressed = text(screen)
    #expect(pressed.contains { $0.contains("epoch (log)") })
    screen.type(":x linear\n")
    #expect(!text(screen).contains { $0.contains("epoch (log)") })
    screen.type(":x log\n")
    #expect(text(screen) == pressed)
    #expect(screen.state.view.isAxisLogarithmic)
    screen.type(":x wrong\n")
    #expect(screen.state.message?.text == "x takes log or linear")
  }

  /// Equal factors are equally far apart.
  @Test func theNumbersStandWhereTheirValuesAre() throws {
    var screen = Projector()
    screen.press(.character("X"))
    let columns = try [1, 2, 5, 10].map { try column(of: "\($0)", in: screen) }
    // From 1 to 30; one cell for rounding and centring.
    let width = Double(columns[3] - columns[0])
    for (number, at) in zip([2.0, 5], [columns[1], columns[2]]) {
      #expect(abs(Double(at - columns[0]) - width * log10(number)) <= 1.5, "\(number)")
    }
  }

  @Test func everyDecadeThatHasRoomIsNumbered() throws {
    var screen = Projector([WideLog(length: 10_000)])
    _ = screen.state.reduce(.resized(Size(80, 24)))
    screen.press(.character("X"))
    let row = try #require(text(screen, Size(80, 24)).first { $0.contains("step (log)") })
    #expect(row.split(separator: " ").prefix(3) == ["1", "10", "100"], "\(row)")
  }

  @Test func zoomAndPanKeepTheFactor() throws {
    var screen = Projector()
    screen.press(.character("X"))
    screen.type(":epoch 6\n")
    screen.press(.character("+"))
    let window = try #require(screen.playback.window)
    #expect(window.contains(6))
    #expect(abs(window.upperBound / window.lowerBound - sqrt(30)) < 1e-9)
    for _ in 0..<9 { screen.press(.character(")")) }
    let last = try #require(screen.playback.window)
    #expect(abs(last.upperBound - 30) < 1e-9)
    #expect(abs(last.upperBound / last.lowerBound - sqrt(30)) < 1e-9)
    for _ in 0..<9 { screen.press(.character("(")) }
    #expect(abs(try #require(screen.playback.window).lowerBound - 1) < 1e-9)
    // The same part in a linear axis, and back.
    screen.press(.character("X"))
    #expect(screen.playback.window.map { abs($0.upperBound - sqrt(30)) < 1e-9 } == true)
    screen.press(.character("f"), .character("X"))
    #expect(screen.playback.window == nil)
    screen.press(.character("-"))
    #expect(screen.playback.window == nil)
  }

  @Test func aZoomedPartThatBeginsAtZeroBeginsAtTheFirstValue() throws {
    var screen = Projector()
    screen.press(.home, .character("+"), .character("+"))
    #expect(screen.playback.window == 0...7.5)
    screen.press(.character("X"))
    #expect(screen.playback.window == 1...7.5)
  }

  @Test func theHairlineAndTheMouseReadWhatStandsThere() throws {
    var screen = Projector()
    screen.press(.character("X"), .character("c"), .home)
    #expect(text(screen).contains { $0.contains(" epoch 1 ") })
    screen.press(.right)
    #expect(text(screen).contains { $0.contains(" epoch 2 ") })
    screen.press(.escape)
    let five = try column(of: "5", in: screen)
    _ = screen.reduce(.mouse(Mouse(.press, column: five, row: 8), Size(120, 40)))
    #expect(abs(try #require(screen.playback.hairline) - 5) < 0.4)
    screen.press(.escape)
    screen.type(":at 12\n")
    #expect(screen.playback.hairline == 12)
    screen.type(":0\n")
    #expect(screen.position == 0)
  }

  @Test func aClockHasNoLogarithm() {
    var run = Fixtures.state()
    run.press(.character("a"), .character("a"), .character("a"))
    #expect(run.playback?.axis == .wall)
    run.press(.character("X"))
    #expect(run.message?.text == "a clock has no zero, so its axis stays linear")
    #expect(!text(run).contains { $0.contains("(log)") })
  }

  /// Left of epoch 1 lie parts of it, not the start.
  @Test func theHairlineWalksThroughTheFirstEpoch() throws {
    var run = Fixtures.state()
    run.press(.character("X"), .character("c"))
    run.type(":at 2\n")
    run.press(.left)
    #expect(run.playback?.hairline == 1)
    run.press(.left)
    let left = try #require(run.playback?.hairline)
    #expect(left > 0.5 && left < 1)
    run.press(.right, .right, .right)
    #expect(run.playback.map { ($0.hairline ?? 0) >= 1 } == true)
  }

  /// Of a run that trains, the parts of the first epoch have room.
  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40), Size(200, 60)])
  func aRunThatTrainsBeginsAtItsFirstReport(size: Size) throws {
    var run = Fixtures.state()
    run.press(.character("X"))
    let first = try #require(
      run.playback?.overview.whole.stepSeries.values.compactMap { series in
        series.points.first { $0.x > 0 }?.x
      }.min())
    #expect(run.playback?.overview.positiveStarts[.epoch] == first)
    #expect(text(run, size).contains { $0.contains("epoch (log)") })
  }

  /// What lies before the end of epoch 0 is a part of it, not a negative number.
  @Test func aLogThatCountsFromZeroBeginsWithinEpochZero() throws {
    var screen = Projector([LogFixture(name: "a", count: 30, firstNumber: 0, firstX: 0.1)])
    screen.press(.character("X"))
    #expect(
      screen.state.message?.text
        == "logarithmic from epoch 0 at 10 %; what lies before is left out")
    let row = try #require(text(screen, Size(80, 24)).first { $0.contains("epoch (log)") })
    #expect(row.split(separator: " ").first == "0", "\(row)")
  }
}
