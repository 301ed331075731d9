import RunModel
import Testing

@Suite struct RankSummaryTests {
  private func load(_ host: String, _ computing: Double, _ waiting: Double) -> RankLoad {
    RankLoad(host: host, samples: 10, computing: computing, waiting: waiting)
  }

  @Test func theSlowestRankIsTheOneThatOthersWaitFor() {
    let summary = RankSummary([
      load("n1", 9, 1), load("n2", 9, 1), load("n3", 9.9, 0.1), load("n4", 9, 1),
    ])
    #expect(summary.place == "4 ranks on 4 hosts")
    #expect(summary.slowest?.name == "n3" && summary.slowest?.rank == 2)
    #expect(abs((summary.slowest?.excess ?? 0) - 0.1) < 1e-12)
    #expect(abs((summary.waiting ?? 0) - 0.0775) < 1e-12)
    #expect(abs((summary.messages ?? 0) - 0.01) < 1e-12)
  }

  @Test func aHostWithSeveralRanksDoesNotNameOne() {
    let summary = RankSummary([load("n1", 1, 1), load("n1", 2, 0)])
    #expect(summary.place == "2 ranks")
    #expect(summary.slowest?.name == "rank 1" && summary.slowest?.excess == 1)
  }

  @Test func beforeTheFirstStepOnlyThePlacesAreKnown() {
    let summary = RankSummary([RankLoad(host: "n1"), RankLoad(host: "n2")])
    #expect(summary.place == "2 ranks on 2 hosts")
    #expect(summary.waiting == nil && summary.messages == nil && summary.slowest == nil)
    #expect(RankSummary([]).count == 0)
  }

  /// A run's file may say anything.
  @Test(arguments: [Double.nan, .infinity, -.infinity, -1, 1e308])
  func noNumberMakesItFail(number: Double) {
    let summary = RankSummary([load("a", number, number), load("b", 1, 1), load("c", number, 0)])
    #expect(summary.waiting.map { (0...1).contains($0) } != false)
    #expect(summary.slowest.map { $0.excess.isFinite } != false)
  }
}
