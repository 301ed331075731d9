import Playbacks
import Testing

/// The time that a log which grows has left.
@Suite struct GrowthTests {
  private func overview(_ count: Int, isTimed: Bool) -> RunOverview {
    var log = LogFixture(name: "train.txt", count: count, isTimed: isTimed, isLive: true)
    log.planned = 30
    return RunOverview(log)
  }

  @Test func aTextWithoutTimesGoesByTheStartOfItsWriter() {
    var overview = overview(10, isTimed: false)
    #expect(overview.growth(at: 500) == .init(fraction: 1.0 / 3))
    overview.writerStart = 1000
    overview.lastNews = 1200
    // Ten epochs took 200 seconds, and 5 of the eleventh have gone.
    #expect(overview.growth(at: 1205) == .init(fraction: 1.0 / 3, left: 395, elapsed: 205))
    // An epoch takes 20 seconds: what is awaited for longer comes no nearer.
    #expect(overview.growth(at: 1220)?.left == 380)
    #expect(overview.growth(at: 1221)?.left == nil && overview.growth(at: 9000)?.elapsed == 8000)
  }

  @Test func aLogWithTimesGoesByThem() {
    #expect(overview(10, isTimed: true).growth(at: 500) == .init(fraction: 1.0 / 3, left: 200))
  }

  @Test func aLogThatIsCompleteOrOverHasNoneLeft() {
    #expect(overview(30, isTimed: true).growth(at: 500) == nil)
    var over = overview(10, isTimed: true)
    over.isLive = false
    #expect(over.growth(at: 500) == nil)
  }
}
