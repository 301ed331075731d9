import Cells
import Dashboard
import PlateauRuntime
import Recordings
import RunModel
import SystemFiles
import TestSupport
import Testing

/// A screen on a line on which a frame takes long.
@Suite struct SlowLineTests {
  /// A source with news at all times, which notes what it is asked for.
  private final class Source: ScreenSource {
    private(set) var calls: [Call] = []
    private var waker: (any TerminalWaker)?

    enum Call: Equatable { case news, answer }

    func setWaker(_ waker: (any TerminalWaker)?) { self.waker = waker }

    func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
      calls.append(.news)
      waker?.wake()
      return []
    }

    func answer(to state: DashboardState, columns: Int) -> DashboardAction? {
      calls.append(.answer)
      return nil
    }

    func send(_ request: CommandRequest) {}
    var recordings: [any RunRecording] { [] }
    var failureReason: String? { nil }
  }

  /// What is asked for from the press of a key until its effect is on the screen, and the number
  /// of times that news was asked for in a bit more than a second before.
  private func calls(frameTime: Duration) -> (pressed: [Source.Call], before: Int) {
    let source = Source()
    let surface = MemorySurface(size: Size(100, 30))
    surface.frameTime = frameTime
    let clock = ContinuousClock()
    let start = clock.now
    var (begin, pressed) = (0, 0)
    surface.script = [
      { _ in
        // In the first second, a screen awaits its run.
        if clock.now - start < .milliseconds(1200) { begin = source.calls.count }
        guard clock.now - start > .milliseconds(2500) else { return nil }
        pressed = source.calls.count
        return [.key(.character("?"))]
      },
      { text in text.contains("Keys") || text.contains("keys") ? [.hangup] : nil },
    ]
    let loop = DashboardLoop(
      source: source, state: DashboardState(now: WallClock.now), surface: surface)
    #expect(loop.run() == .hangup)
    return (Array(source.calls[pressed...]), pressed - begin)
  }

  @Test func theEffectOfAKeyGoesAheadOfNews() {
    #expect(calls(frameTime: .milliseconds(200)).pressed.first == .answer)
    #expect(calls(frameTime: .milliseconds(1)).pressed.first == .news)
  }

  @Test func newsLeavesTheLineFreeForMostOfTheTime() {
    // Every 600 ms; a machine without load has ten in a second on a fast line.
    #expect(calls(frameTime: .milliseconds(200)).before < calls(frameTime: .zero).before)
  }
}
