import Testing

@testable import PlateauRuntime

/// The pace at which a log that grows is read.
@Suite struct ReadingPaceTests {
  @Test(arguments: [(0, 150), (1, 149), (3, 147), (5, 200), (20, 800), (100, 1000)])
  func readingTakesAFortiethOfTheTime(_ spent: Int, _ pause: Int) {
    #expect(ReadingPace.pause(after: .milliseconds(spent)) == .milliseconds(pause))
  }
}
