import Cells
import Charts
import Dashboard
import RunModel
import TestSupport
import Testing

/// The ranks that train a run together, on the screen.
@Suite struct RankScreenTests {
  private func loads(_ count: Int, told: Bool = true) -> [RankLoad] {
    (0..<count).map { rank in
      let host = "n\(rank / 2 + 1)"
      guard told else { return RankLoad(host: host) }
      let computing = rank == 2 ? 4.77 : 4.5
      return RankLoad(host: host, samples: 2275, computing: computing, waiting: 5 - computing)
    }
  }

  private func run(_ loads: [RankLoad]) -> OwnRun {
    var run = OwnRun()
    var events = Fixtures.events()
    events.append(RunEvent(time: events.last?.time ?? 0, .ranksTold(loads)))
    run.report(events)
    return run
  }

  @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
  func fourRanks(size: Size) throws {
    try expectScreen(
      view(run(loads(4)), size: size, symbols: .braille),
      named: "ranks-\(size.width)x\(size.height)")
  }

  @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
  func aGaugeForEachRank(size: Size) throws {
    var run = run(loads(4))
    _ = run.reduce(.resized(size))
    run.press(.character("v"))
    try expectScreen(
      view(run, size: size, symbols: .braille), named: "rank-gauges-\(size.width)x\(size.height)")
  }

  private func row(_ loads: [RankLoad], _ size: Size, _ symbols: Symbols = .braille) -> String {
    view(run(loads), size: size, symbols: symbols).text[size.height - 2]
  }

  @Test func theRowNamesTheSlowest() {
    let words = " 4 ranks on 2 hosts · 1 043 img/s · 9 % waiting · slowest rank 2 (+6 %)   ▆▆▇▆"
    #expect(row(loads(4), Size(120, 40)).hasPrefix(words))
    let plain = row(loads(4), Size(120, 40), .ascii).allSatisfy(\.isASCII)
    #expect(plain)
    var apart = loads(4)
    for rank in 0..<4 { apart[rank].host = "n\(rank)" }
    #expect(row(apart, Size(120, 40)).contains("4 ranks on 4 hosts"))
    #expect(row(apart, Size(120, 40)).contains("slowest n2 (+6 %)"))
  }

  @Test func beforeTheFirstStepsOnlyThePlaceIsKnown() {
    #expect(
      row(loads(2, told: false), Size(120, 40)).hasPrefix(" 2 ranks · 1 043 img/s     "))
  }

  @Test func aRunOfOneProcessHasNoRow() {
    let size = Size(120, 40)
    let alone = view(run([]), size: size, symbols: .braille).text
    #expect(!alone.contains { $0.contains("ranks") })
  }

  /// A run's file may say anything.
  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1, 0])
  func noNumberMakesItFail(number: Double) {
    let odd = (0..<100).map { _ in
      RankLoad(host: "a\u{1b}[2J", samples: .max, computing: number, waiting: number)
    }
    for size in [Size(80, 24), Size(120, 40), Size(300, 90)] {
      var run = run(odd)
      _ = run.reduce(.resized(size))
      run.press(.character("v"))
      #expect(view(run, size: size, symbols: .braille).text.allSatisfy { !$0.contains("\u{1b}") })
    }
  }
}
