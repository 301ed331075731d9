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

  /// A flow with a frame under way.
  private func flow() -> FrameFlow {
    var flow = FrameFlow()
    _ = flow.holds(frame("before"), at: start)
    flow.ask(at: start)
    return flow
  }

  @Test func theNewestFrameWaitsUntilTheTerminalHasReadTheOneBefore() {
    var flow = flow()
    let held = ["2", "3"].map { flow.holds(frame($0), at: start) }
    #expect(held == [true, true])
    let shown = [flow.read(answer.prefix(5)), flow.read(answer.dropFirst(5)), flow.read(answer)]
    // Once it was shown, nothing is left to show.
    #expect(shown == [nil, frame("3"), nil])
    let isHeld = flow.holds(frame("4"), at: start)
    #expect(!isHeld)
  }

  @Test func theAnswerToAKeyWaitsOnlyForKeys() {
    var flow = flow()
    var held = [flow.holds(frame("news"), at: start)]
    flow.press()
    held.append(flow.holds(frame("key"), at: start))
    flow.ask(at: start)
    // A key that repeats does not fill the line.
    flow.press()
    held.append(flow.holds(frame("again"), at: start))
    #expect(held == [true, false, true])
    var shown = [flow.read(answer)]
    flow.ask(at: start)
    let isHeld = flow.holds(frame("news"), at: start)
    shown += [flow.read(answer), flow.read(answer)]
    #expect(isHeld && shown == [frame("again"), nil, frame("news")])
  }

  @Test func aTerminalThatDoesNotAnswerIsAskedNoMore() {
    var flow = flow()
    let isHeld = flow.holds(frame("1"), at: start + .seconds(9))
    #expect(isHeld && flow.asks)
    let isHeldLater = flow.holds(frame("2"), at: start + .seconds(11))
    #expect(!isHeldLater && !flow.asks && !flow.isWaiting)
    // The line may only have stood still.
    _ = flow.read(answer)
    #expect(flow.asks)
  }

  @Test func theTimeOfAFrameIsWithoutTheWayThereAndBack() {
    var flow = FrameFlow()
    func show(_ from: Int, _ until: Int) -> Duration {
      flow.ask(at: start + .milliseconds(from))
      _ = flow.read(answer, at: start + .milliseconds(until))
      return flow.frameTime
    }
    #expect(show(0, 30) == .zero)
    #expect(show(100, 430) == .milliseconds(300))
    // A small frame does not make the line fast.
    #expect(show(500, 540) == .milliseconds(225))
    // Of two frames at once, the second is read after the first.
    flow.ask(at: start + .milliseconds(600))
    flow.ask(at: start + .milliseconds(610))
    _ = flow.read(answer, at: start + .milliseconds(1000))
    _ = flow.read(answer, at: start + .milliseconds(1100))
    #expect(flow.frameTime == .milliseconds(370) * 3 / 4)
  }

  @Test func answersThatComeTooLateAreNoTimes() {
    var flow = flow()
    flow.ask(at: start + .seconds(1))
    _ = flow.holds(frame("1"), at: start + .seconds(12))
    #expect(flow.frameTime == .zero)
    _ = flow.read(answer, at: start + .seconds(13))
    flow.ask(at: start + .seconds(13))
    // The second of the late ones, which says nothing of the new question.
    _ = flow.read(answer, at: start + .milliseconds(13_001))
    #expect(flow.isWaiting)
    _ = flow.read(answer, at: start + .milliseconds(13_300))
    #expect(!flow.isWaiting && flow.frameTime == .zero)
  }

  @Test func aFrameOfAnotherSizeIsForgotten() {
    var flow = flow()
    _ = flow.holds(frame("1"), at: start)
    flow.forgetFrame()
    let shown = flow.read(answer)
    #expect(shown == nil)
  }
}
