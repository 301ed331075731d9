import Cells
import Charts
import Dashboard
import OrderedCollections
import RunModel
import TestSupport
import Testing

@Suite struct ScreenTests {
  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40), Size(200, 60), Size(300, 90)])
  func aRunInTheMiddle(size: Size) throws {
    let grid = view(Fixtures.state(), size: size, symbols: .braille)
    try expectScreen(grid, named: "training-\(size.width)x\(size.height)")
  }

  @Test func aRunWithoutUnicode() throws {
    let grid = view(Fixtures.state(), size: Size(80, 24), symbols: .ascii)
    #expect(grid.cells.allSatisfy { $0.scalar.isASCII })
    try expectScreen(grid, named: "training-80x24-ascii")
  }

  @Test func aRunThatHasJustBegun() throws {
    try expectScreen(
      view(Fixtures.state(epochs: 0), size: Size(80, 24), symbols: .braille),
      named: "first-epoch-80x24")
    var nothing = OwnRun(
      now: Fixtures.start, waitingFor: "shapes: preparing data and network")
    _ = nothing.reduce(.tick(Fixtures.start + 3))
    try expectScreen(
      view(nothing, size: Size(80, 24), symbols: .braille), named: "waiting-80x24")
  }

  @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
  func aShortChainLeavesRoomForTheEvents(size: Size) {
    var info = Fixtures.info
    info.callbacks = [
      CallbackState(id: "csv_logger", name: "CSVLogger", role: .logs, summary: "0 rows")
    ]
    var state = OwnRun(now: Fixtures.start)
    state.report([RunEvent(time: Fixtures.start, .runStarted(info))])
    let text = view(state, size: size, symbols: .braille).text.joined(separator: "\n")
    #expect(text.contains("╭ callbacks ─"))
    #expect(text.contains("╭ events ─"))
  }

  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40), Size(200, 60)])
  func aRunThatWasStopped(size: Size) throws {
    var state = Fixtures.state()
    let evidence = StopReason.Evidence(
      monitor: "val/mAP", current: 0.9051, best: 0.9094, bestEpoch: 7, wait: 10, patience: 10)
    state.report([
      RunEvent(
        time: state.now + 1,
        .runEnded(
          RunEnd(
            reason: .callback(name: "EarlyStopping", epoch: 10, evidence: evidence),
            epochs: state.history.epochs.count,
            restoredEpoch: 7, seconds: 30)))
    ])
    try expectScreen(
      view(state, size: size, symbols: .braille), named: "stopped-\(size.width)x\(size.height)")
  }

  @Test func aShortCurveOfStepsIsShownAsItIsWithItsBestOnIt() {
    let points = (1...16).map { SeriesPoint(x: Double($0) * 5, y: 8 / Double($0)) }
    let history = RunHistory(
      name: "short", axis: .step, reach: 80,
      curves: [
        Curve(title: "loss", kind: .loss, train: "loss", direction: .min),
        Curve(title: "loss_box", kind: .loss, train: "loss_box", direction: .min),
      ],
      stepSeries: ["loss": Series(points), "loss_box": Series(points)], epochSeries: [:],
      learningRates: Series(), epochs: [], marks: [], entries: [], plannedEpochs: 0, startTime: nil,
      lastTime: nil)
    let state = DashboardState(now: Fixtures.start, history: history)
    let text = view(state, size: Size(80, 24), symbols: .braille).text
    #expect(text.count { $0.contains(" 0.5000 ") && !$0.contains("train") } == 2)
    #expect(text.contains { $0.hasPrefix("│") && $0.prefix(46).contains("★") })
  }

  @Test func whatIsAskedShowsAsPending() throws {
    var state = Fixtures.state()
    _ = state.reduce(.key(.right))
    try expectScreen(
      view(state, size: Size(120, 40), symbols: .braille), named: "pending-120x40")
  }

  @Test func whatIsSwitchedOffSaysSoAndDecidesNothing() throws {
    var info = Fixtures.info
    info.callbacks = Fixtures.callbacks(wait: 2, best: 0.8, bestEpoch: 0)
    info.callbacks[1].fields.append(Parameter("enabled", .boolean(false), .boolean))
    info.callbacks[1].valueToBeat = 0.7
    var state = OwnRun(now: Fixtures.start)
    state.report([RunEvent(time: Fixtures.start, .runStarted(info))])
    let text = view(state, size: Size(120, 40), symbols: .braille).text
    #expect(text[1].hasPrefix(" rate → 2e-4"))
    #expect(text.contains { $0.contains("EarlyStopping  off") })
    // The charts show what the one that acts has to beat.
    #expect(text[2].contains("beat 0.801") && !text[2].contains("0.7000"), "\(text)")
  }

  @Test func theEventCursor() throws {
    var state = Fixtures.state()
    _ = state.reduce(.key(.character("E")))
    try expectScreen(
      view(state, size: Size(80, 24), symbols: .braille), named: "cursor-80x24")
  }

  /// What a key does is not seen behind the help.
  @Test func aKeyThatClosesTheHelpDoesNothingElse() {
    var state = Fixtures.state()
    for key in [Key.character("s"), .right, .character("x")] {
      _ = state.reduce(.key(.character("?")))
      #expect(state.mode == .help)
      #expect(state.reduce(.key(key)).isEmpty && state.mode == .normal)
    }
  }

  @Test func helpQuestionAndTyping() throws {
    var state = Fixtures.state()
    _ = state.reduce(.key(.character("?")))
    try expectScreen(view(state, size: Size(80, 24), symbols: .braille), named: "help-80x24")
    try expectScreen(view(state, size: Size(120, 40), symbols: .braille), named: "help-120x40")
    state = Fixtures.state()
    _ = state.reduce(.key(.character("q")))
    try expectScreen(view(state, size: Size(80, 24), symbols: .braille), named: "quit-80x24")
    state = Fixtures.state()
    for key in [Key.enter, .character("1"), .character("5")] { _ = state.reduce(.key(key)) }
    try expectScreen(view(state, size: Size(80, 24), symbols: .braille), named: "typing-80x24")
  }

  @Test(arguments: [Size(20, 5), Size(40, 8), Size(59, 17), Size(80, 12), Size(25, 60)])
  func aSmallScreenIsACard(size: Size) throws {
    var state = Fixtures.state()
    _ = state.reduce(.resized(size))
    try expectScreen(
      view(state, size: size, symbols: .braille), named: "card-\(size.width)x\(size.height)")
  }

  /// The smallest card has the epoch, the metric, its best value and what comes next.
  @Test func theSmallestCardSaysWhatCounts() {
    var state = Fixtures.state()
    let text = view(state, size: Size(20, 5), symbols: .braille).text
    #expect(text[0].contains("training 12/40"))
    #expect(text[1].contains("mAP 0.9"))
    #expect(text[2].hasPrefix(" stop 10 · cut 5"))
    #expect(text[4].hasPrefix(" ? help  q quit"))
    _ = state.reduce(.key(.character("q")))
    let question = view(state, size: Size(20, 5), symbols: .braille).text
    #expect(
      question.contains { $0.contains("  y  stop and save") }
        && question.contains { $0.contains("esc  stay") })
    state = Fixtures.state()
    state.report(Fixtures.ending(of: 11))
    for scalar in ":lr".unicodeScalars { _ = state.reduce(.key(.character(scalar))) }
    #expect(view(state, size: Size(20, 5), symbols: .braille).text[4].hasPrefix(" :lr"))
  }

  @Test func noSizeAndNoStateMakesItFail() {
    var states = [Fixtures.state(), Fixtures.state(epochs: 0), OwnRun(now: 0)]
    for key: Key in [.character("?"), .character("q"), .character(":")] {
      var state = Fixtures.state()
      _ = state.reduce(.key(key))
      states.append(state)
    }
    for state in states {
      for width in stride(from: 0, through: 130, by: 7) {
        for height in stride(from: 0, through: 45, by: 3) {
          for symbols in [Symbols.braille, .block, .ascii] {
            let size = Size(width, height)
            #expect(view(state, size: size, symbols: symbols).size == size)
          }
        }
      }
    }
  }

  @Test func namesFromOutsideCannotReachTheTerminalAsEscapes() {
    var state = OwnRun(now: Fixtures.start)
    var info = Fixtures.info
    info.name = "evil\u{1B}[2J\u{7}name"
    state.report([
      RunEvent(time: Fixtures.start, .runStarted(info)),
      RunEvent(time: Fixtures.start, .message(from: "a\u{9B}5m", text: "b\u{1B}]0;x\u{7}")),
    ])
    let grid = view(state, size: Size(120, 40), symbols: .braille)
    #expect(
      grid.cells.allSatisfy { $0.scalar.value >= 0x20 && !(0x7F..<0xA0).contains($0.scalar.value) })
  }

  @Test func theFooterAndTheHelpNameTheSameKeys() {
    let state = DetectorFixtures.state().state
    let footer = view(state, size: Size(200, 60), symbols: .braille).text.last ?? ""
    let offered = KeyTable.bindings(in: state).filter { !$0.footer(in: state).isEmpty }
    #expect(offered.count > 10)
    for binding in offered {
      #expect(footer.contains("\(binding.label) \(binding.footer(in: state))"))
    }
  }
}
