import RunModel
import Testing

@testable import PlateauRuntime

@Suite struct MachineNewsTests {
  /// Nothing is told in the first ten seconds, and then only every ten seconds.
  @Test func theLoadIsToldEveryTenSeconds() {
    let start = ContinuousClock.now
    var news = MachineNews(disk: "/", start)
    // The readings come from other threads.
    let limit = start + .seconds(20)
    while ContinuousClock.now < limit {
      #expect(news.next(start) == nil)
      if case .machineRead? = probe(news, start + .seconds(10)) { break }
    }
    #expect(news.next(start + .milliseconds(9990)) == nil)
    guard case .machineRead(let state)? = news.next(start + .seconds(10)) else {
      Issue.record("nothing was told")
      return
    }
    #expect(state != MachineState())
    #expect(news.next(start + .seconds(19)) == nil)
  }

  /// The event that a copy would tell.
  private func probe(_ news: MachineNews, _ now: ContinuousClock.Instant) -> RunEvent.Kind? {
    var copy = news
    return copy.next(now)
  }
}
