import MetricGrid
import RunModel
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

  /// A name that all of the list's width has room for is not cut for a curve.
  @Test func aNameIsWholeWhereverItHasRoom() {
    for longest in 4...24 {
      let columns = MetricColumns(width: 62, longestName: longest, hasTrain: true)
      #expect(columns.name >= longest)
    }
  }

  @Test func shortNamesStandWhereWholeOnesCostAColumn() {
    func fitting(_ width: Int) -> (columns: MetricColumns, isShort: Bool) {
      MetricColumns.fitting(
        width, longestName: 19, longestShortName: 12, longestPosition: 2, hasTrain: true)
    }
    #expect(fitting(62).isShort && fitting(62).columns.curve != nil)
    #expect(!fitting(90).isShort)
    #expect(fitting(30).isShort && fitting(30).columns.name >= 12)
  }

  /// The change comes last: names, values and a curve keep their room.
  @Test func aChangeStandsWhereTheRestHasRoom() {
    for width in 20...140 {
      let without = MetricColumns(width: width, longestName: 14, hasTrain: true)
      let columns = MetricColumns(width: width, longestName: 14, hasTrain: true, hasChange: true)
      #expect((columns.change != nil) == (width >= 72), "\(width)")
      if columns.change == nil { continue }
      #expect(columns.curve != nil && columns.name >= 14)
      #expect((columns.best == nil) == (without.best == nil))
    }
  }

  @Test func aGroupIsLeftOutOnlyWhereNoTwoTitlesThenLookAlike() {
    var metrics = MetricSelection()
    metrics.update(
      ["metrics/mAP50(B)", "metrics/recall(B)", "box/AP", "mask/AP", "mask/AP50", "loss", "odd/"]
        .map { Curve(title: $0, kind: .metric, validation: $0) },
      watched: [])
    let rate = Curve(title: "lr/pg1", kind: .other, train: "lr/pg1", isLearningRate: true)
    metrics.update(metrics.curves + [rate], watched: [])
    #expect(
      metrics.shortTitles == ["metrics/mAP50(B)": "mAP50(B)", "metrics/recall(B)": "recall(B)"])
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
