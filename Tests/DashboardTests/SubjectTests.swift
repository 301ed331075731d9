import Cells
import Dashboard
import Recordings
import RunModel
import Simulation
import Testing

/// A key applies to the run on the screen, at the moment that is shown.
@Suite struct SubjectTests {
  @Test func thePastCannotBeSteeredAndSaysWhereNowIs() {
    let events = Fixtures.events()
    func recording(_ events: [RunEvent]) -> EventRecording {
      var recording = EventRecording(name: "x")
      for event in events { recording.append(event) }
      return recording
    }
    var screen = Projector([recording(events)])
    screen.replace([recording(events)], isSteerable: true)
    #expect(screen.state.isLive)
    let effects = screen.press(.right)
    #expect(effects.count == 1)
    screen.press(.character("b"))
    #expect(!screen.state.isLive)
    #expect(screen.press(.character("s"), .enter) == [])
    #expect(screen.state.message?.text == "viewing the past; press End to return to live")
    screen.press(.end)
    #expect(screen.press(.character("s")).count == 1)
    screen.replace([recording(events)], isSteerable: false)
    #expect(!screen.state.isLive && screen.state.requests.pending.isEmpty)
    #expect(screen.press(.character("s")) == [])
    #expect(
      screen.state.message?.text == "no process is training this run; w tries other callbacks on it"
    )
  }

  @Test func leavingAReplayAsksNothing() {
    var screen = Projector()
    #expect(screen.press(.character("q")) == [.quit])
  }

  @Test func leavingALogThatIsWaitedForAsksNothing() {
    var state = DashboardState(now: Fixtures.start, subject: .awaited)
    _ = state.reduce(.waiting("later.csv: no such file"))
    #expect(state.reduce(.key(.character("p"))) == [])
    #expect(state.message?.text == "there is nothing to see yet")
    #expect(state.reduce(.key(.character("b"))) == [])
    #expect(state.message?.text == "there is nothing to see yet")
    #expect(state.reduce(.key(.character("q"))) == [.quit])
  }

  @Test func aRunOfThisProcessIsNoPlayback() {
    var state = Fixtures.state()
    _ = state.reduce(.key(.character("a")))
    #expect(state.message?.text == "works only in plateau replay and plateau watch")
  }
}
