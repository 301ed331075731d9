import Cells
import ChartPanels
import Charts
import Dashboard
import Playbacks
import Recordings
import RunModel
import Testing
import Themes

/// A key that decides about the run shows what it did and how to undo it.
@Suite struct AnswerTests {
  private func press(_ state: inout some TestedScreen, _ key: Key) -> [RunCommand] {
    state.reduce(.key(key)).compactMap {
      if case .send(let request) = $0 { request.command } else { nil }
    }
  }

  /// The trainer's answer to the last request.
  private func answer(
    _ state: inout OwnRun, _ subject: String? = nil, _ old: ParameterValue? = nil,
    _ new: ParameterValue? = nil
  ) throws {
    let asked = try #require(state.requests.pending.last)
    let request = CommandRequest(id: asked.id, source: "key press", asked.command)
    state.report([
      RunEvent(
        time: state.now,
        .commandApplied(
          AppliedCommand(
            request: request, epoch: 11, step: 80, subject: subject, old: old, new: new)))
    ])
  }

  private func lines(_ state: some TestedScreen, _ width: Int = 80, _ height: Int = 24) -> [String]
  {
    view(state, size: Size(width, height), symbols: .braille).text
  }

  @Test(arguments: [Size(80, 24), Size(120, 40), Size(60, 18), Size(200, 60)])
  func aStopThatWaitsStandsInTheHeaderUntilItIsTakenBack(size: Size) throws {
    var state = Fixtures.state()
    #expect(press(&state, .character("s")) == [.stop(.afterEpoch)])
    try answer(&state)
    let header = lines(state, size.width, size.height)[0]
    #expect(header.contains("● training · stops after this epoch"))
    #expect(size.width < 80 || header.contains("(s cancels it)"))
    let grid = view(state, size: size, symbols: .braille)
    let column = try #require(grid.row(0).map(\.scalar).lastIndex(of: "·")) + 2
    let cell = grid[column, 0]
    #expect(cell.style.foreground == state.theme.color(.warning))
    #expect(state.history.entries.last?.text == "stop after this epoch (key press)")
    #expect(state.message?.text == "stops after this epoch; s cancels it")

    #expect(press(&state, .character("s")) == [.cancel(.stop)])
    try answer(&state, "stop")
    #expect(!lines(state, size.width, size.height)[0].contains("stops"))
    #expect(state.message?.text == "cancelled: no stop after this epoch")
    #expect(press(&state, .character("s")) == [.stop(.afterEpoch)])
  }

  @Test func aPauseThatWaitsDoesToo() throws {
    var state = Fixtures.state()
    #expect(press(&state, .character("n")) == [.stepEpoch])
    // The same key undoes it even before the answer.
    #expect(press(&state, .character("n")) == [.cancel(.pause)])
    #expect(press(&state, .character("n")) == [.stepEpoch])
    try answer(&state)
    #expect(lines(state)[0].contains("● training · pauses after this epoch (n cancels it)"))
    #expect(press(&state, .character("u")) == [.undo])
    try answer(&state, "step_epoch")
    #expect(!lines(state)[0].contains("pauses"))
    #expect(state.message?.text == "undone: no pause after this epoch")
  }

  @Test(arguments: [Size(80, 24), Size(120, 40), Size(60, 18), Size(200, 60)])
  func aStopAndAPauseThatBothWaitAreBothNamed(size: Size) throws {
    var state = Fixtures.state()
    for key in ["n", "s"] as [Unicode.Scalar] {
      _ = press(&state, .character(key))
      try answer(&state)
    }
    let shown = lines(state, size.width, size.height)
    #expect(shown[0].contains("● training · stop and pause after this epoch"))
    #expect(size.width < 80 || shown[0].contains("(s, n cancel them)"))
    #expect(press(&state, .character("s")) == [.cancel(.stop)])
    try answer(&state, "stop")
    #expect(lines(state)[0].contains("● training · pauses after this epoch"))
  }

  private func end(_ state: inout OwnRun, of epoch: Int) {
    let summary = EpochSummary(
      epoch: epoch, logs: ["val/mAP": 0.5], learningRate: 0.001, seconds: 1,
      callbacks: state.history.callbacks)
    state.report([RunEvent(time: state.now, .epochEnded(summary))])
  }

  @Test(arguments: ["s", "n"] as [Unicode.Scalar])
  func whatWaitedIsNotSaidAnyMoreWhenTheEpochHasEnded(key: Unicode.Scalar) throws {
    var state = Fixtures.state()
    _ = press(&state, .character(key))
    try answer(&state)
    #expect(state.message?.text.hasSuffix("after this epoch; \(key) cancels it") == true)
    end(&state, of: 11)
    #expect(state.message?.text == nil)
    #expect(!lines(state)[0].contains("after this epoch"))
  }

  @Test func aMessageEndsWithWhatItSays() throws {
    // A pause, whoever ends it.
    var state = Fixtures.state()
    _ = press(&state, .character("p"))
    try answer(&state)
    #expect(state.message?.text == "paused; p resumes")
    state.report([RunEvent(time: state.now, .paused(epoch: 11, step: 78))])
    #expect(state.message?.text == "paused; p resumes")
    state.report([RunEvent(time: state.now, .resumed(epoch: 11, step: 78))])
    #expect(state.message?.text == nil)
    // A stop that somebody else cancels.
    _ = press(&state, .character("s"))
    try answer(&state)
    let other = CommandRequest(id: "other", source: "plateau tell", .cancel(.stop))
    state.report([
      RunEvent(
        time: state.now,
        .commandApplied(AppliedCommand(request: other, epoch: 11, step: 80, subject: "stop")))
    ])
    #expect(state.message?.text == nil)
    // Everything that could be undone when the run is over, and requests that came too late.
    for key in [Key.right, .character("S")] {
      var state = Fixtures.state()
      _ = press(&state, key)
      if key == .right {
        try answer(&state, "early_stopping.patience", .integer(10), .integer(11))
      } else {
        _ = press(&state, .character("y"))
      }
      #expect(state.message?.text != nil)
      state.report([
        RunEvent(
          time: state.now, .runEnded(RunEnd(reason: .completed, epochs: 12, seconds: 30)))
      ])
      #expect(state.message?.text == nil, "\(key)")
    }
  }

  @Test func whoWatchesSeesTheMessageGoToo() throws {
    var recording = EventRecording(name: "run")
    for event in Fixtures.events() { recording.append(event) }
    func overview() -> RunOverview {
      var overview = RunOverview(recording)
      (overview.isSteerable, overview.isLive) = (true, true)
      return overview
    }
    var state = DashboardState(
      now: 0, subject: .playback(Playback([overview()], isFollowing: true)))
    #expect(press(&state, .character("s")) == [.stop(.afterEpoch)])
    let request = CommandRequest(id: "key-1", source: "plateau watch", .stop(.afterEpoch))
    let answer = RunEvent(
      time: Fixtures.start + 99,
      .commandApplied(AppliedCommand(request: request, epoch: 11, step: 80)))
    recording.append(answer)
    _ = state.reduce(.overviews([overview()]))
    _ = state.reduce(.answers([answer]))
    #expect(state.message?.text == "stops after this epoch; s cancels it")
    let summary = EpochSummary(
      epoch: 11, logs: ["val/mAP": 0.5], learningRate: 0.001, seconds: 1, callbacks: [])
    recording.append(RunEvent(time: Fixtures.start + 100, .epochEnded(summary)))
    _ = state.reduce(.overviews([overview()]))
    #expect(state.message?.text == nil)
  }

  @Test func pastedTextIsTypedWhereTextIsTypedAndSteersNothing() throws {
    var state = Fixtures.state()
    #expect(state.reduce(.paste("sSyq")) == [])
    #expect(state.mode == .normal && state.requests.pending.isEmpty)
    #expect(state.message?.text == "pasted text does nothing here")
    _ = press(&state, .character("q"))
    #expect(state.reduce(.paste("y")) == [] && state.mode == .quitQuestion)
    _ = press(&state, .escape)
    _ = press(&state, .character("l"))
    #expect(state.reduce(.paste("0.00")) == [] && state.reduce(.paste("5")) == [])
    #expect(press(&state, .enter) == [.setLearningRate(.to(0.005))])
  }

  @Test func aStepFromAPauseIsNoTakingBack() throws {
    var state = Fixtures.state()
    _ = press(&state, .character("n"))
    try answer(&state)
    state.report([RunEvent(time: state.now, .paused(epoch: 11, step: 80))])
    #expect(press(&state, .character("n")) == [.stepEpoch])
  }

  @Test func aStopIsShownToWhoWatchesTheRunAndToWhoLooksAtItsPast() {
    var events = Fixtures.events()
    events.append(
      RunEvent(
        time: (events.last?.time ?? 0) + 1,
        .commandApplied(
          AppliedCommand(
            request: CommandRequest(id: "1", source: "commands.jsonl", .stop(.afterEpoch)),
            epoch: 11, step: 80))))
    var recording = EventRecording(name: "run")
    for event in events { recording.append(event) }
    var overview = RunOverview(recording)
    overview.isSteerable = true
    overview.isLive = true
    var state = DashboardState(
      now: 0, subject: .playback(Playback([overview], isFollowing: true)))
    #expect(lines(state)[0].contains("stops after this epoch (s cancels it)"))
    _ = state.reduce(.key(.character("b")))
    #expect(lines(state)[0].contains("stops after this epoch"))
    // Nothing is announced for a run that is no longer trained.
    overview.isSteerable = false
    state = DashboardState(
      now: 0, subject: .playback(Playback([overview], isFollowing: false)))
    #expect(!lines(state)[0].contains("stops after"))
  }

  @Test func stoppingNowAsks() {
    var state = Fixtures.state()
    #expect(press(&state, .character("S")) == [])
    #expect(state.mode == .stopQuestion)
    #expect(lines(state).joined().contains("Stop training now?"))
    #expect(press(&state, .escape) == [] && state.mode == .normal)
    _ = press(&state, .character("S"))
    for key in [Key.character("x"), .enter] {
      #expect(press(&state, key) == [] && state.mode == .normal)
      _ = press(&state, .character("S"))
    }
    #expect(press(&state, .character("y")) == [.stop(.now)])
  }

  @Test func aCallbackThatIsSwitchedOffOrStartsOverSaysSo() throws {
    var state = Fixtures.state()
    _ = press(&state, .character("x"))
    try answer(&state, "early_stopping.enabled", .boolean(true), .boolean(false))
    #expect(state.message?.text == "EarlyStopping is off; u undoes it")
    _ = press(&state, .character("R"))
    try answer(&state, "early_stopping")
    #expect(state.message?.text == "EarlyStopping starts over; u undoes it")
    _ = press(&state, .character("u"))
    try answer(&state, "early_stopping.enabled", .boolean(false), .boolean(true))
    #expect(state.message?.text == "undone: EarlyStopping is on")
  }

  @Test func theAnswerTakesThePlaceOfWhatWasAskedAndGoesAfterAMoment() throws {
    var state = Fixtures.state()
    _ = press(&state, .right)
    #expect(state.message?.text == "requested: patience = 11 (EarlyStopping)")
    try answer(&state, "early_stopping.patience", .integer(10), .integer(11))
    #expect(state.message?.text == "patience 10 → 11 (EarlyStopping); u undoes it")
    _ = press(&state, .character("u"))
    try answer(&state, "early_stopping.patience", .integer(11), .integer(10))
    #expect(state.message?.text == "undone: patience 11 → 10 (EarlyStopping)")
    _ = state.reduce(.tick(state.now + 5))
    #expect(state.message?.text != nil)
    _ = state.reduce(.tick(state.now + 2))
    #expect(state.message?.text == nil)
    // The keys are back.
    #expect(lines(state).last?.contains("quit") == true)
  }

  @Test func theNewestMessageWins() throws {
    var state = Fixtures.state()
    _ = press(&state, .character("u"))
    let request = CommandRequest(id: state.requests.pending[0].id, source: "key press", .undo)
    state.report([RunEvent(time: state.now, .commandRefused(request: request, why: "nothing"))])
    #expect(state.message?.text == "refused: nothing")
    _ = press(&state, .up)
    _ = press(&state, .right)
    try answer(&state, "learning_rate", .number(0.001), .number(0.002))
    #expect(state.message?.text == "learning rate 0.001 → 0.002; u undoes it")
    _ = press(&state, .character("p"))
    try answer(&state)
    #expect(state.message?.text == "paused; p resumes")
  }

  @Test func whatAnotherPersonAskedIsNoAnswerToThisOne() {
    var state = Fixtures.state()
    let request = CommandRequest(id: "other", source: "commands.jsonl", .undo)
    state.report([RunEvent(time: state.now, .commandRefused(request: request, why: "nothing"))])
    #expect(state.message?.text == nil)
  }

  /// The next key or command that does something takes the answer to an earlier one away.
  @Test func anAnswerGoesWithTheNextDeed() {
    var screen = Projector()
    screen.type(":foo\n")
    #expect(screen.state.message?.text.hasPrefix("unknown command foo") == true)
    screen.type(":smooth 0.6\n")
    #expect(screen.state.message == nil && screen.state.charts.smoothing == 0.6)
    screen.type(":foo\n")
    screen.press(.character("m"))
    #expect(screen.state.message == nil)
  }

  @Test(arguments: [
    ("pasue", "unknown command pasue; did you mean pause?"),
    ("patiense 5", "unknown value patiense; did you mean patience?"),
    ("xyzzy", "unknown command xyzzy; Tab lists what can be typed"),
  ])
  func aWordThatIsNearlyOneIsNamed(line: String, answer: String) {
    var screen = Fixtures.state()
    screen.type(":\(line)\n")
    #expect(screen.state.message?.text == answer)
  }

  @Test func whatWasDoneToTheCurvesIsSaid() {
    var screen = Projector()
    screen.type(":smooth 0.6\n")
    func rows(_ size: Size) -> [String] { view(screen, size: size, symbols: .braille).text }
    #expect(
      rows(Size(120, 40)).contains { $0.contains("val_accuracy") && $0.contains("smooth 0.6") })
    screen.type(":smooth off\n")
    #expect(!rows(Size(120, 40)).contains { $0.contains("smooth") })
    #expect(rows(Size(80, 24)).contains { $0.contains("╭ loss") && $0.contains(" log ─╮") })
    screen.press(.character("y"))
    #expect(screen.state.message?.text == "loss: linear")
    #expect(!rows(Size(80, 24)).contains { $0.contains("╭ loss") && $0.contains(" log ─╮") })
    screen.press(.character("y"))
    #expect(screen.state.message?.text == "loss: logarithmic")
  }
}
