import Cells
import NcursesSurface
import Testing

/// Frames on a line that is slower than they are drawn.
@Suite struct FrameFlowTests {
  private let answer = Array("\u{1B}[?2026;2$y".utf8)
  private let start = ContinuousClock.now

  private func frame(_ text: String) -> CellGrid {
    var grid = CellGrid(Size(8, 1))
    grid.write(text, at: 0, 0)
    return grid
  }

  /// A flow with frames under way.
  private func flow(_ count: Int) -> FrameFlow {
    var flow = FrameFlow()
    for _ in 0..<count {
      #expect(!flow.holds(frame("before"), at: start))
      flow.ask(at: start)
    }
    return flow
  }

  @Test func theNewestFrameWaitsUntilTheTerminalHasReadTheOneBefore() {
    var flow = flow(1)
    #expect(flow.holds(frame("2"), at: start) && flow.holds(frame("3"), at: start))
    #expect(flow.read(answer.prefix(5)) == nil)
    #expect(flow.read(answer.dropFirst(5)) == frame("3"))
    // It was shown; nothing is left to show.
    #expect(flow.read(answer) == nil)
    #expect(!flow.holds(frame("4"), at: start))
  }

  @Test func theAnswerToAKeyWaitsOnlyForKeys() {
    var flow = flow(1)
    #expect(flow.holds(frame("news"), at: start))
    flow.press()
    #expect(!flow.holds(frame("key"), at: start))
    flow.ask(at: start)
    // A key that repeats does not fill the line.
    flow.press()
    #expect(flow.holds(frame("again"), at: start))
    #expect(flow.read(answer) == frame("again"))
    flow.ask(at: start)
    #expect(flow.holds(frame("news"), at: start))
    #expect(flow.read(answer) == nil && flow.read(answer) == frame("news"))
  }

  @Test func aTerminalThatDoesNotAnswerIsAskedNoMore() {
    var flow = flow(1)
    #expect(flow.holds(frame("1"), at: start + .seconds(9)) && flow.asks)
    #expect(!flow.holds(frame("2"), at: start + .seconds(11)) && !flow.asks)
    #expect(!flow.isWaiting)
  }

  @Test func aFrameOfAnotherSizeIsForgotten() {
    var flow = flow(1)
    #expect(flow.holds(frame("1"), at: start))
    flow.forgetFrame()
    #expect(flow.read(answer) == nil)
  }
}
