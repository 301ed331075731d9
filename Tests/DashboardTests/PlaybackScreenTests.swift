import Cells
import Charts
import Dashboard
import Playbacks
import Recordings
import RunDisplay
import RunModel
import TestSupport
import Testing

/// Screens of a replay and of a log that is followed.
@Suite struct PlaybackScreenTests {
  private func show(
    _ screen: Projector, _ size: Size, _ symbols: Symbols = .braille, named name: String
  ) throws {
    try expectScreen(view(screen.state, size: size, symbols: symbols), named: name)
  }

  private var two: [LogFixture] {
    [
      LogFixture(name: "baseline/results.csv", count: 30),
      LogFixture(name: "augmented/results.csv", count: 24, seconds: 12, advantage: 0.04),
    ]
  }

  /// A rate outside of what is shown has neither a row nor a label.
  @Test func aZoomedChartNamesOnlyTheRatesInView() {
    var screen = Projector()
    func labels() -> [Substring] {
      let text = view(screen, size: Size(120, 40), symbols: .braille).text
      let first = text.firstIndex { $0.contains("learning rate") } ?? 0
      return text[first...].compactMap { $0.dropFirst().split(separator: " ").first }
    }
    #expect(labels().contains("0.01") && labels().contains("0.001"))
    screen.press(.character("+"), .character("+"))
    #expect(!labels().contains("0.01") && labels().contains("0.001"))
    screen.press(.character("f"))
    #expect(labels().contains("0.01"))
  }

  @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
  func aLogOfAnotherTool(size: Size) throws {
    var screen = Projector()
    try show(screen, size, named: "log-\(size.width)x\(size.height)")
    screen.press(.character("w"), .left, .left, .left)
    try show(screen, size, named: "log-what-if-\(size.width)x\(size.height)")
  }

  @Test func aLogWithoutUnicode() throws {
    var screen = Projector()
    screen.press(.character("w"))
    let grid = view(screen.state, size: Size(80, 24), symbols: .ascii)
    #expect(grid.cells.allSatisfy { $0.scalar.isASCII })
    try show(screen, Size(80, 24), .ascii, named: "log-what-if-80x24-ascii")
  }

  @Test func aPlaybackInItsMiddle() throws {
    var screen = Projector()
    screen.press(.character("p"))
    screen.wait(12)
    try show(screen, Size(100, 30), named: "playback-playing-100x30")
    screen.press(.character("p"), .character("+"), .character("E"))
    try show(screen, Size(100, 30), named: "playback-zoomed-100x30")
    screen.press(.character("a"), .character("a"))
    #expect(screen.playback.axis == .time)
    try show(screen, Size(100, 30), named: "playback-by-time-100x30")
  }

  @Test func secondsOfAShortRunHaveDecimals() throws {
    var screen = Projector([LogFixture(name: "quick.csv", count: 8, seconds: 0.3)])
    screen.press(.character("a"), .character("a"))
    #expect(screen.playback.axis == .time)
    let text = view(screen.state, size: Size(80, 24), symbols: .braille).text
    #expect(text[0].contains("0:02.4"))
    let labels = text[22].prefix(46).split(separator: " ").filter { $0.contains(":") }
    #expect(labels.count > 2 && Set(labels).count == labels.count && labels.contains("0:01.0"))
    try show(screen, Size(80, 24), named: "playback-of-seconds-80x24")
  }

  @Test func runsOverEachOtherAndSideBySide() throws {
    var screen = Projector(two, origin: "Ultralytics results.csv")
    try show(screen, Size(120, 40), named: "overlaid-120x40")
    screen.press(.character("}"))
    screen.press(.character("|"))
    try show(screen, Size(120, 40), named: "beside-120x40")
    try show(screen, Size(80, 24), named: "beside-80x24")
  }

  @Test func everyRunOverOthersHasALetterAndAWordWhyItIsNotDrawn() throws {
    var screen = Projector(
      two + [LogFixture(name: "steps.log", count: 20, counted: [.step])])
    var text = view(screen.state, size: Size(120, 40), symbols: .braille).text
    #expect(text[1].contains("A baseline/results.csv ★ 0.8824"))
    #expect(text[1].contains("C steps.log no epochs"))
    try show(screen, Size(80, 24), named: "overlaid-80x24")
    // The chosen run's curve ends with its letter, whichever it is.
    #expect(text[3...13].contains { $0.prefix(78).contains("A") })
    // The better run is in the row above.
    screen.press(.character("{"))
    text = view(screen.state, size: Size(120, 40), symbols: .braille).text
    #expect(text[3...13].contains { $0.prefix(78).contains("B") })
    #expect(text[1].contains("C steps.log no epochs"))
    var many = Projector((0..<9).map { LogFixture(name: "experiment-\($0)", count: 5) })
    text = view(many.state, size: Size(80, 24), symbols: .braille).text
    #expect(text[1].contains("F …ent-5") && text[1].contains("+2 more"))
    many.press(.character("|"))
    text = view(many.state, size: Size(120, 40), symbols: .braille).text
    #expect(text[2].contains("A experiment-0") && text[2].contains("+7 more with }"))
  }

  /// Letters have two columns behind the ends of the longest curves, in narrow charts, too.
  @Test(arguments: [8, 12, 20, 40, 100, 200]) func lettersHaveRoomInNarrowCharts(columns: Int) {
    let axis = TimeAxis(Projector(two).playback).leavingLetterRoom(columns: columns, curves: 2)
    let chart = LineChart(lines: [], xScale: axis.scale)
    let plot = Rect(x: 0, y: 0, width: columns, height: 9)
    let end = TimeAxis(Projector(two).playback).scale.upper
    for symbols in [Symbols.braille, .ascii] {
      #expect(chart.column(of: end, in: plot, symbols: symbols) == columns - 3)
    }
  }

  @Test func theKeysOfSeveralRunsFitOnASmallScreen() throws {
    var screen = Projector(two)
    screen.press(.character("w"), .character("?"))
    try show(screen, Size(80, 24), named: "help-of-runs-80x24")
    var text = view(screen.state, size: Size(80, 24), symbols: .braille).text
    #expect(text.contains { $0.contains("★ best ┴ earlier ▼ cut ~ schedule") })
    _ = screen.state.reduce(.resized(Size(80, 24)))
    for _ in 0..<4 { screen.press(.pageDown) }
    text = view(screen.state, size: Size(80, 24), symbols: .braille).text
    #expect(text.contains { $0.contains("close what is open") })
  }

  @Test func whatHasNoPlaceOnTheAxisSaysSo() {
    var screen = Projector([LogFixture(name: "x", count: 9, untold: [.step])])
    let text = { view(screen.state, size: Size(80, 24), symbols: .braille).text }
    #expect(!text().contains { $0.contains("tells no steps") })
    screen.press(.character("a"))
    #expect(text().contains { $0.contains("the log has no steps for it") })
  }

  @Test func runsOfDifferentToolsShowWhatEachCallsTheSame() {
    var screen = Projector([
      LogFixture(name: "keras", count: 30),
      LogFixture(name: "yolo", count: 20, metric: "metrics/mAP50-95"),
    ])
    screen.press(.character("|"))
    let text = view(screen.state, size: Size(120, 40), symbols: .braille).text
    #expect(text.contains { $0.contains("val_accuracy") && $0.contains("metrics/mAP50-95") })
    #expect(!text.contains { $0.contains("nothing was measured") })
  }

  @Test func aRunOfOurOwnAtAnEarlierMoment() throws {
    var recording = EventRecording(name: "shapes")
    for event in Fixtures.events() { recording.append(event) }
    var screen = Projector([recording], origin: "runs/shapes")
    screen.type(":epoch 7\n")
    try show(screen, Size(100, 30), named: "playback-own-100x30")
  }

  @Test func textOfStandardInputBeforeAndBesideTheCurves() throws {
    var state = DashboardState(now: Fixtures.start)
    let lines = [
      "Using device: cpu", "\u{1B}[32mEpoch 1/30\u{1B}[0m", "loss 0.7\u{8}\u{8}\u{8}0.6",
      "a tab\there, and a bell\u{7}",
    ]
    _ = state.reduce(.output(lines))
    let grid = view(state, size: Size(80, 24), symbols: .braille)
    try expectScreen(grid, named: "output-80x24")
    #expect(grid.text.contains { $0.contains("Epoch 1/30") && !$0.contains("[32m") })
    #expect(grid.text.contains { $0.contains("loss 0.6") })
    var screen = Projector([LogFixture(name: "standard input", count: 9, isLive: true)])
    _ = screen.state.reduce(.output(lines))
    screen.press(.character("o"))
    try show(screen, Size(100, 30), named: "output-beside-100x30")
  }

  @Test func aFileThatIsWaitedFor() throws {
    var state = DashboardState(now: Fixtures.start, subject: .awaited)
    _ = state.reduce(.waiting("runs/later.csv: no such file"))
    _ = state.reduce(.tick(Fixtures.start + 72))
    let grid = view(state, size: Size(80, 24), symbols: .braille)
    #expect(grid.text.contains { $0.contains("runs/later.csv: no such file") })
    #expect(grid.text.contains { $0.contains("1:12") })
    try expectScreen(grid, named: "waiting-for-80x24")
    try expectScreen(
      view(state, size: Size(60, 18), symbols: .ascii), named: "waiting-for-60x18-ascii")
  }

  @Test func aRunWhoseTrainerHasWrittenNothing() {
    var screen = Projector([EventRecording(name: "runs/new")])
    let text = { view(screen.state, size: Size(80, 24), symbols: .braille).text }
    #expect(text().contains { $0.contains("runs/new: its trainer has written nothing yet") })
    #expect(!text().contains { $0.contains("╭") })
    var recording = EventRecording(name: "runs/new")
    for event in Fixtures.events() { recording.append(event) }
    screen.replace([recording])
    #expect(text().contains { $0.contains("EarlyStopping") })
  }

  @Test func aLogThatIsQuietSaysForHowLong() {
    var screen = Projector([LogFixture(name: "x", count: 9, isLive: true)])
    var overview = RunOverview(LogFixture(name: "x", count: 9, isLive: true))
    overview.lastNews = Fixtures.start - 40
    overview.writerHabit = "buffers up to 120 s"
    _ = screen.state.reduce(.overviews([overview]))
    screen.wait(0.5)
    let text = view(screen.state, size: Size(100, 30), symbols: .braille).text
    #expect(text[1].contains("quiet for 40 s; this writer buffers up to 120 s"))
    #expect(text[0].contains("following"))
    // A frame that is printed follows nothing.
    screen.state.isPrinted = true
    let printed = view(screen.state, size: Size(100, 30), symbols: .braille).text
    #expect(!printed[0].contains("following") && printed[0].contains("log"))
  }

  @Test func noSizeAndNoMomentMakesItFail() {
    var states: [DashboardState] = []
    var screens = [
      Projector(), Projector(two), Projector([LogFixture(name: "", count: 0)]),
      Projector([LogFixture(name: "one", count: 1, isTimed: false)]),
      Projector([EventRecording(name: "nothing")]),
    ]
    for index in screens.indices {
      states.append(screens[index].state)
      screens[index].press(.character("w"))
      screens[index].type(":epoch 3\n")
      states.append(screens[index].state)
      screens[index].press(.character("|"), .character("a"), .character("+"), .character("E"))
      states.append(screens[index].state)
    }
    for state in states {
      for width in stride(from: 0, through: 200, by: 13) {
        for height in stride(from: 0, through: 60, by: 7) {
          for symbols in [Symbols.braille, .ascii] {
            let size = Size(width, height)
            #expect(view(state, size: size, symbols: symbols).size == size)
          }
        }
      }
    }
  }
}
