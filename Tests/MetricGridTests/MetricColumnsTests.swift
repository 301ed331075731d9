import MetricGrid
import Testing

/// The columns of the list of metrics.
@Suite struct MetricColumnsTests {
  @Test func aLongNameTakesTheRoomOfThePositionAndThenOfTheBest() {
    let short = MetricColumns(width: 41, longestName: 8, hasTrain: false)
    #expect(short.position != nil && short.best != nil)
    let long = MetricColumns(width: 41, longestName: 18, hasTrain: false)
    #expect(long.position == nil && long.best != nil && long.name >= 18)
    let narrow = MetricColumns(width: 30, longestName: 18, hasTrain: false)
    #expect(narrow.best == nil && narrow.name >= 16)
  }

  /// The step of the best value has room beside it.
  @Test func aLongPositionDoesNotTouchTheBest() throws {
    let columns = MetricColumns(
      width: 41, longestName: 4, longestPosition: 6, hasTrain: false)
    let best = try #require(columns.best)
    let position = try #require(columns.position)
    #expect(position - 6 > best)
  }
}
