import Cells
import Dashboard
import EventLists
import Playbacks
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
    #expect(screen.press(.character("s")) == [])
    #expect(screen.state.message?.text == "viewing the past; press End to return to live")
    #expect(screen.press(.enter) == [])
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

  // MARK: A run of this process

  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40), Size(200, 60)])
  func whileARunTrainsItsPastCanBeLookedAt(size: Size) throws {
    var run = Fixtures.state()
    #expect(!run.text(size)[0].contains("looking at"))
    run.press(.character("b"))
    #expect(run.history.epochs.count == 11 && run.history.position == 11)
    run.press(.character("b"))
    #expect(run.history.epochs.count == 10)
    let header = run.text(size)[0]
    #expect(header.contains("● training"))
    #expect(header.contains("epoch 10 · End = now"), "\(header)")
    #expect(size.width < 80 || header.contains("looking at epoch 10 · End = now"))
    #expect(run.text(size).last?.contains("p play from here") == true)
    // Training goes on meanwhile; the past stays where it is.
    run.report([RunEvent(time: run.now, .epochStarted(epoch: 11))])
    #expect(run.history.epochs.count == 10)
    #expect(run.press(.character("s")) == [])
    #expect(run.message?.text == "viewing the past; press End to return to live")
    run.press(.end)
    #expect(run.history.epochs.count == 11 && run.isLive)
    #expect(!run.text(size)[0].contains("End = now"))
    #expect(run.press(.character("s")).count == 1)
  }

  @Test func whileARunTrainsEveryKeyOfAReplayWorks() throws {
    var run = Fixtures.state()
    // Zoom and pan change only what is seen.
    run.press(.character("+"), .character("+"))
    let window = try #require(run.playback?.window)
    #expect(window.contains(run.history.position) && run.isLive)
    run.press(.character("("))
    #expect(run.playback?.window.map { $0.upperBound < window.upperBound } == true && run.isLive)
    run.press(.character("f"))
    #expect(run.playback?.window == nil)
    run.press(.character("a"))
    #expect(run.playback?.axis == .step && run.history.position == 1453)
    run.press(.character("a"), .character("a"), .character("a"), .character("="))
    run.press(.character("-"))
    #expect(run.playback?.axis == .epoch && run.playback?.window == nil)
    // So do seeking, playing and the speed.
    run.type(":epoch 4\n")
    #expect(run.history.epochs.count == 4)
    run.press(.character("p"))
    #expect(run.playback?.isPlaying == true && run.state.requests.pending.isEmpty)
    for _ in 0..<20 { _ = run.reduce(.tick(run.now + 0.1)) }
    #expect((5...6).contains(run.history.epochs.count))
    run.press(.character(">"))
    #expect(run.playback?.speed == .epochs(2))
    run.press(.character(" "), .home)
    #expect(run.history.epochs.isEmpty && run.history.position == 0)
    run.press(.right, .right, .left)
    #expect(run.history.epochs.count == 1)
    run.press(.character("e"))
    #expect(run.history.marks.last?.kind == .learningRateCut && run.history.epochs.count == 9)
    run.press(.end, .character("E"))
    #expect(run.isLive && run.events.cursor == run.history.marks.count - 1)
  }

  @Test func aZoomedPartFollowsTheRunUnlessItShowsThePast() throws {
    var run = Fixtures.state()
    run.press(.character("+"), .character("+"))
    let before = try #require(run.playback?.window)
    run.report(Fixtures.ending(of: 11) + Fixtures.ending(of: 12) + Fixtures.ending(of: 13))
    let after = try #require(run.playback?.window)
    #expect(after.contains(14) && after.lowerBound > before.lowerBound)
    run.press(.character("("), .character("("), .character("("))
    let past = run.playback?.window
    run.report(Fixtures.ending(of: 14))
    #expect(run.playback?.window == past)
  }

  @Test func theEndOfARunOfThisProcessCanBeReplayed() {
    var run = Fixtures.state()
    run.press(.character("q"))
    #expect(run.mode == .quitQuestion)
    run.report([
      RunEvent(time: run.now, .runEnded(RunEnd(reason: .completed, epochs: 11, seconds: 9)))
    ])
    #expect(run.mode == .normal && !run.isLive)
    run.press(.character("b"))
    #expect(run.history.epochs.count == 11 && run.history.status.isLive)
    #expect(run.press(.character("s")) == [])
    #expect(run.message?.text == "the run has ended; C trains it on, :epochs N to N epochs")
    run.press(.home, .character("p"))
    #expect(run.playback?.isPlaying == true)
    #expect(run.press(.character("q")) == [.quit])
  }

  @Test func leavingFromThePastStopsTheRunThatIsTrainedHere() {
    var run = Fixtures.state()
    run.press(.home, .character("q"))
    #expect(run.mode == .quitQuestion)
    let effects = run.press(.character("y"))
    #expect(effects.count == 2 && effects.last == .quit)
    guard case .send(let request)? = effects.first else {
      Issue.record("nothing was asked")
      return
    }
    #expect(request.command == .stop(.now))
  }
}
