import CurveStore
import Testing

struct LogBuilderTests {
  @Test func theOnlyRunOfALogNeedNotBeAdded() {
    var builder = LogBuilder(LogFormat("toy", "a toy"))
    builder.add("loss", epoch: 1, 0.5)
    builder.addMessage("stopped", epoch: 1)
    builder.edit(run: 0) { $0.status = .finished }
    let runs = builder.contents().runs
    #expect(runs.map(\.name) == [""])
    #expect(runs.first?.series.map(\.name) == ["loss"])
    #expect(runs.first?.messages.map(\.text) == ["stopped"])
    #expect(runs.first?.status == .finished)
  }

  @Test func pointsAloneMakeARunAndNothingMakesNone() {
    var builder = LogBuilder(LogFormat("toy", "a toy"))
    #expect(builder.contents().runs.isEmpty)
    builder.add("loss", step: 1, 0.5)
    #expect(builder.contents().runs.count == 1)
  }
}
