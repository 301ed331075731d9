import MetricGrid
import RunModel
import Testing

/// Which metrics are listed and charted, in which order, and on which page.
@Suite struct MetricSelectionTests {
  /// A chart without a number, or of one number alone, wastes the room of others.
  @Test func whatShowsNothingHasAChartOnlyWhenAskedFor() {
    let curves = ["loss", "acc", "norm", "nan"].map {
      Curve(title: $0, kind: $0 == "loss" ? .loss : .other, train: $0)
    }
    var metrics = MetricSelection()
    metrics.update(curves, watched: ["nan"], idle: ["norm", "nan"])
    #expect(metrics.charted.map(\.title) == ["nan", "loss", "acc"])
    metrics.update(curves, watched: [], idle: ["loss", "norm", "nan"])
    #expect(metrics.charted.map(\.title) == ["loss", "acc"])
    #expect(metrics.listed.count == 4)
    metrics.choose("norm")
    #expect(metrics.charted.map(\.title) == ["loss", "acc", "norm"])
    metrics.changeStanding()
    metrics.choose("acc")
    #expect(metrics.charted.map(\.title) == ["norm", "loss", "acc"])
    metrics.filter(by: "na")
    #expect(metrics.charted.map(\.title) == ["nan"])
    var idle = MetricSelection()
    idle.update(Array(curves[2...]), watched: [], idle: ["norm", "nan"])
    #expect(!idle.charted.isEmpty)
  }

  private func selection(_ count: Int = 5) -> MetricSelection {
    var selection = MetricSelection()
    selection.update(
      (0..<count).map { Curve(title: "m\($0)", kind: .metric, validation: "m\($0)") }, watched: [])
    return selection
  }

  @Test func spacePinsHidesAndShowsAgain() {
    var metrics = selection()
    metrics.choose("m3")
    metrics.changeStanding()
    #expect(metrics.pins == ["m3"] && metrics.standing(of: "m3") == .pinned)
    #expect(metrics.charted.map(\.title) == ["m3", "m0", "m1", "m2", "m4"])
    metrics.changeStanding()
    #expect(metrics.pins == [] && metrics.hidden == ["m3"])
    #expect(metrics.charted.map(\.title) == ["m0", "m1", "m2", "m4"])
    #expect(metrics.listed.map(\.title) == ["m0", "m1", "m2", "m3", "m4"])
    metrics.changeStanding()
    #expect(metrics.charted.count == 5 && metrics.standing(of: "m3") == .automatic)
  }

  @Test func aPinMovesAmongPins() {
    var metrics = selection()
    for title in ["m4", "m2"] {
      metrics.choose(title)
      metrics.changeStanding()
    }
    metrics.movePin(by: -1)
    #expect(metrics.pins == ["m2", "m4"])
    metrics.movePin(by: -1)
    #expect(metrics.pins == ["m2", "m4"])
    metrics.choose("m0")
    metrics.movePin(by: 1)
    #expect(metrics.pins == ["m2", "m4", "m0"])
  }

  @Test func pinsAndTheChoiceStayWhenTheRunGrows() {
    var metrics = selection()
    metrics.choose("m3")
    metrics.changeStanding()
    metrics.update(
      ["new", "m0", "m3"].map { Curve(title: $0, kind: .metric, validation: $0) }, watched: ["new"])
    #expect(metrics.charted.map(\.title) == ["m3", "new", "m0"])
    #expect(metrics.chosenCurve?.title == "m3")
  }

  @Test func theFilterChoosesItsFirstMatch() {
    var metrics = selection(40)
    metrics.choose("m5")
    metrics.filter(by: "m2")
    #expect(metrics.listed.count == 11 && metrics.chosenCurve?.title == "m2")
    metrics.filter(by: "m25")
    #expect(metrics.chosenCurve?.title == "m25")
    metrics.filter(by: "none")
    #expect(metrics.listed.isEmpty && metrics.chosenRow == nil)
    #expect(metrics.page(capacity: 4).curves.map(\.title).contains("m25"))
    metrics.filter(by: "")
    #expect(metrics.listed.count == 40 && metrics.pattern == nil)
    #expect(metrics.chosenCurve?.title == "m25")
  }

  @Test func rowsStopAtTheEndsAndChartsGoRound() {
    var metrics = selection(3)
    metrics.chooseRow(by: -1)
    #expect(metrics.chosen == "m0")
    metrics.chooseRow(by: 10)
    #expect(metrics.chosen == "m2")
    metrics.chooseChart(by: 1)
    #expect(metrics.chosen == "m0")
    metrics.chooseChart(by: -1)
    #expect(metrics.chosen == "m2")
  }

  @Test func pagesShowTheChosenMetricAndAreFull() {
    var metrics = selection(10)
    #expect(metrics.page(capacity: 4) == page(metrics, 0, 3, 0..<4))
    metrics.turnPage(by: 1, capacity: 4)
    #expect(metrics.chosen == "m4" && metrics.page(capacity: 4) == page(metrics, 1, 3, 4..<8))
    metrics.turnPage(by: 5, capacity: 4)
    #expect(metrics.page(capacity: 4) == page(metrics, 2, 3, 6..<10))
    metrics.turnPage(by: -1, capacity: 4)
    #expect(metrics.page(capacity: 4).number == 1)
    #expect(metrics.page(capacity: 20) == page(metrics, 0, 1, 0..<10))
  }

  private func page(
    _ metrics: MetricSelection, _ number: Int, _ count: Int, _ range: Range<Int>
  ) -> MetricSelection.Page {
    MetricSelection.Page(number: number, count: count, curves: Array(metrics.curves[range]))
  }
}
