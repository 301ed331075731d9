import Boxes
import Cells
import Charts
import Dashboard
import DetectorPanels
import Playbacks
import RunModel
import TestSupport
import Testing

@Suite struct DetectorScreenTests {
  private func pressed(_ state: OwnRun, _ keys: Character...) -> OwnRun {
    var state = state
    for key in keys.flatMap(\.unicodeScalars) { _ = state.reduce(.key(.character(key))) }
    return state
  }

  private func turned(_ state: OwnRun, _ times: Int, on size: Size = Size(120, 40)) -> OwnRun {
    var state = state
    _ = state.reduce(.resized(size))
    return (0..<times).reduce(state) { state, _ in pressed(state, "v") }
  }

  @Test(
    arguments: [Size(60, 18), Size(80, 24)],
    [
      (0, "events"), (1, "image"), (2, "classes"), (3, "confusion"), (4, "errors"),
      (5, "precision-recall"),
    ])
  func onASmallScreenEachViewIsAPage(size: Size, page: (turns: Int, name: String)) throws {
    let state = turned(DetectorFixtures.state(), page.turns, on: size)
    try expectScreen(
      view(state, size: size, symbols: .braille),
      named: "detector-\(size.width)x\(size.height)-\(page.name)")
  }

  @Test(
    arguments: [
      (0, "image"), (1, "classes"), (2, "confusion"), (3, "errors"), (4, "precision-recall"),
      (5, "events"),
    ])
  func theLowerRightPanelGoesRoundTheViews(page: (turns: Int, name: String)) throws {
    let state = turned(DetectorFixtures.state(), page.turns)
    let grid = view(state, size: Size(120, 40), symbols: .braille)
    try expectScreen(grid, named: "detector-120x40-\(page.name)")
    #expect(grid.text.count { $0.contains("╭ events ─") } == 1, "the events are always seen")
    #expect(
      view(turned(state, 6), size: Size(120, 40), symbols: .braille)
        == view(state, size: Size(120, 40), symbols: .braille))
  }

  @Test(
    arguments: [
      (0, "overview"), (1, "image"), (2, "classes"), (3, "confusion"), (4, "errors"),
      (5, "precision-recall"),
    ])
  func aWideScreenShowsEverythingOrOneViewAndTheEventsAlways(
    page: (turns: Int, name: String)
  ) throws {
    let size = Size(200, 60)
    let grid = view(
      turned(DetectorFixtures.state(), page.turns, on: size), size: size, symbols: .braille)
    try expectScreen(grid, named: "detector-200x60-\(page.name)")
    #expect(grid.text.contains { $0.contains("╭ events ─") })
  }

  @Test(
    arguments: [
      (1, "image"), (2, "classes"), (3, "confusion"), (4, "errors"), (5, "precision-recall"),
    ])
  func withoutUnicodeBoxesAndShadesAreReadable(page: (turns: Int, name: String)) throws {
    let size = Size(80, 24)
    let grid = view(
      turned(DetectorFixtures.state(), page.turns, on: size), size: size, symbols: .ascii)
    #expect(grid.cells.allSatisfy { $0.scalar.isASCII })
    try expectScreen(grid, named: "detector-80x24-\(page.name)-ascii")
  }

  @Test(
    arguments: [Size(80, 24), Size(60, 18)],
    [
      Key.right, .left, .up, .down, .enter, .character("["), .character("]"), .character("R"),
      .character("x"), .character("K"), .character("J"),
    ])
  func aKeyBringsHiddenCallbacksInBeforeItChangesThem(size: Size, key: Key) {
    var state = DetectorFixtures.state()
    state = turned(state, 1, on: size)
    func screen() -> [String] { view(state, size: size, symbols: .braille).text }
    #expect(!screen().contains { $0.contains("╭ callbacks") })
    if size.width == 80 { #expect(screen().last?.contains("←→ callbacks") == true) }
    let chosen = state.selection
    #expect(state.reduce(.key(key)).isEmpty)
    #expect(state.selection == chosen && state.mode == .normal)
    #expect(screen().contains { $0.contains("╭▸callbacks ─") })
    #expect(!state.reduce(.key(.right)).isEmpty)
    _ = state.reduce(.key(.escape))
    #expect(!screen().contains { $0.contains("╭ callbacks") })
  }

  @Test func aScreenWithoutRoomForCallbacksSaysHowTheyAreChanged() {
    var state = DetectorFixtures.state()
    _ = state.reduce(.resized(Size(40, 12)))
    #expect(state.reduce(.key(.right)).isEmpty)
    #expect(state.message?.text.contains(":patience 12") == true)
  }

  @Test func withoutColoursTheImageIsAFrameWithOutlines() throws {
    let grid = view(
      DetectorFixtures.state(), size: Size(120, 40),
      symbols: .fitting(isUnicode: true, colorDepth: .none))
    #expect(!grid.cells.contains { $0.scalar == "▀" })
    try expectScreen(grid, named: "detector-120x40-image-mono")
  }

  @Test func eightyClassesAreScrolledAndTheMostConfusedAreShown() throws {
    let names = (0..<80).map { "class number \($0)" }
    let state = DetectorFixtures.state(names: names)
    let size = Size(120, 40)
    var table = turned(state, 1)
    try expectScreen(view(table, size: size, symbols: .braille), named: "classes-80-of-them")
    for _ in 0..<30 { _ = table.reduce(.key(.pageDown)) }
    let end = view(table, size: size, symbols: .braille).text
    #expect(end.contains { $0.contains("class number 79") })
    #expect(end.contains { $0.contains("–80 of 80") })
    try expectScreen(
      view(turned(state, 2), size: size, symbols: .braille), named: "confusion-80-classes")
  }

  @Test func oneClassNeedsNoWorst() throws {
    let state = turned(DetectorFixtures.state(names: ["shape"]), 1)
    let text = view(state, size: Size(120, 40), symbols: .braille).text.joined(separator: "\n")
    #expect(text.contains("shape"))
    #expect(!text.contains("worst"))
    try expectScreen(
      view(turned(state, 1), size: Size(120, 40), symbols: .braille), named: "confusion-1-class")
  }

  @Test func theWorstClassHasASignOfItsOwn() {
    let state = turned(DetectorFixtures.state(), 1)
    let text = view(state, size: Size(120, 40), symbols: .braille).text
    #expect(text.contains { $0.contains("worst ↓ ring") })
    #expect(text.contains { $0.contains("│↓ ring") })
    #expect(text.count { $0.contains("│↓") } == 1)
  }

  @Test func theLargestErrorIsMarkedAndComparedWithTheBestEvaluation() throws {
    let size = Size(200, 60)
    func rows(_ epochs: [Int]) -> [String] {
      var state = DetectorFixtures.state()
      for epoch in epochs {
        state.report([
          RunEvent(time: state.now, .detected(epoch: 11, DetectorFixtures.report(epoch: epoch)))
        ])
      }
      return view(turned(state, 4, on: size), size: size, symbols: .braille).text
    }
    // The report of epoch 8 has the highest average precision: later classes dip.
    let later = rows([8, 11])
    #expect(later.contains { $0.contains("errors AP50") && $0.contains("largest ↑ localization") })
    #expect(later.count { $0.contains("│↑") } == 1)
    #expect(later.contains { $0.contains("│↑ localization") && $0.contains("-0.016") })
    #expect(later.contains { $0.contains("duplicate") && $0.contains("+0.009") })
    // An epoch that is cut short is compared, and is no best one.
    var cut = DetectorFixtures.state()
    cut.report([
      RunEvent(time: cut.now, .detected(epoch: 12, DetectorFixtures.report(epoch: 900))),
      RunEvent(
        time: cut.now,
        .epochEnded(
          EpochSummary(
            epoch: 12, logs: [:], learningRate: 0.1, seconds: 1, callbacks: [], brokenOffAt: 5))),
    ])
    let broken = view(turned(cut, 4, on: size), size: size, symbols: .braille).text
    #expect(broken.contains { $0.contains("to best") && $0.contains("costs") })
    let best = rows([8])
    #expect(best.contains { $0.contains("★ best") })
    #expect(!best.contains { $0.contains("+0.009") })
  }

  @Test func theCurveOfAnotherClassIsChosenInTheFocusedPane() throws {
    let size = Size(120, 40)
    var state = turned(DetectorFixtures.state(), 4)
    func text() -> String {
      view(state, size: size, symbols: .braille).text.joined(separator: "\n")
    }
    #expect(text().contains("a ring 0."))
    #expect(text().contains("b all 0."))
    #expect(text().contains("class 5/5"))
    for _ in 0..<12 where !text().contains("╭▸precision-recall") {
      _ = state.reduce(.key(.tab))
    }
    _ = state.reduce(.key(.down))
    #expect(text().contains("a circle 0."))
    _ = state.reduce(.key(.up))
    _ = state.reduce(.key(.up))
    #expect(text().contains("a star 0."))
  }

  @Test func aRunOfAnEarlierVersionHasNoPagesWithoutContents() {
    var state = OwnRun(now: Fixtures.start)
    state.report(
      DetectorFixtures.events(samples: [DetectorFixtures.sample(0)]).map { event in
        guard case .detected(let epoch, var report) = event.kind else { return event }
        (report.errors, report.precisions) = (nil, nil)
        return RunEvent(time: event.time, .detected(epoch: epoch, report))
      })
    for turns in 0..<6 {
      let text = view(turned(state, turns), size: Size(120, 40), symbols: .braille).text
      #expect(!text.contains { $0.contains("╭ errors") || $0.contains("precision-recall") })
    }
    #expect(
      view(turned(state, 4), size: Size(120, 40), symbols: .braille)
        == view(state, size: Size(120, 40), symbols: .braille))
  }

  @Test func imagesGoRoundInBothDirections() {
    let size = Size(120, 40)
    let state = DetectorFixtures.state()
    func title(_ state: OwnRun) -> String {
      view(state, size: size, symbols: .braille).text.first { $0.contains("sees") } ?? ""
    }
    #expect(title(state).contains(" 1/4 "))
    #expect(title(pressed(state, ".", ".")).contains(" 3/4 "))
    #expect(title(pressed(state, ",")).contains(" 4/4 "))
    #expect(title(pressed(state, ".", ".", ".", ".")) == title(state))
  }

  @Test func theImageIsChosenByACommandLineToo() {
    var state = DetectorFixtures.state()
    state = pressed(state, ":")
    for scalar in "next-image".unicodeScalars { _ = state.reduce(.key(.character(scalar))) }
    _ = state.reduce(.key(.enter))
    #expect(state.detector.imageIndex == 1)
  }

  @Test func aChangeIsNamedBecauseAViewMayCoverTheCallbacks() {
    var state = turned(DetectorFixtures.state(), 1)
    _ = state.reduce(.key(.right))
    let footer = view(state, size: Size(80, 24), symbols: .braille).text.last ?? ""
    #expect(footer.contains("patience"))
    #expect(footer.contains("11"))
  }

  @Test func noSizeMakesAViewFail() {
    for turns in 0..<6 {
      let state = turned(DetectorFixtures.state(), turns)
      for width in stride(from: 0, through: 180, by: 20) {
        for height in stride(from: 0, through: 45, by: 9) {
          for symbols in [Symbols.braille, .ascii] {
            let size = Size(width, height)
            #expect(view(state, size: size, symbols: symbols).size == size)
          }
        }
      }
    }
  }

  @Test func anImageIsTheSameCellForCellUntilItChanges() {
    let size = Size(120, 40)
    let state = DetectorFixtures.state()
    var later = state
    _ = later.reduce(.tick(state.now + 1))
    let (a, b) = (
      view(state, size: size, symbols: .braille), view(later, size: size, symbols: .braille)
    )
    for row in 20..<40 { #expect(a.row(row).suffix(43) == b.row(row).suffix(43)) }
    #expect(a.cells.contains { $0.scalar == "▀" })
  }

  @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
  func switchedOffNoViewDrawsAnImage(size: Size) {
    let state = pressed(DetectorFixtures.state(), "i")
    for turns in 0..<6 {
      let grid = view(turned(state, turns), size: size, symbols: .braille)
      #expect(!grid.cells.contains { $0.scalar == "▀" })
      #expect(!grid.text.contains { $0.contains("what the detector sees") })
    }
  }

  @Test func aRunWithoutADetectorIsNotTouched() {
    var state = Fixtures.state()
    for size in [Size(80, 24), Size(120, 40), Size(200, 60)] {
      let before = view(Fixtures.state(), size: size, symbols: .braille)
      for key: Character in ["v", ".", ",", "i"] { state = pressed(state, key) }
      #expect(state.message?.text == "this run has no detector to look at")
      _ = state.reduce(.key(.escape))
      #expect(view(state, size: size, symbols: .braille) == before)
    }
  }

  @Test func partsOfTheLossHaveChartsOfTheirOwn() {
    let text = view(DetectorFixtures.state(), size: Size(120, 40), symbols: .braille).text
    #expect(text.contains { $0.contains("╭ box_loss • 0.3502 · train 0.3121 ") })
    #expect(!text[2].contains("box"))
  }

  @Test func hostileNamesAndBoxesDoNoHarm() {
    let names = [
      "\u{1B}[2J\u{7}evil", String(repeating: "wide漢字", count: 40), "", "a\u{9B}31mb", "é\u{301}",
    ]
    let wild = [Double.nan, .infinity, -1e300, 1e300, 0, 0.5]
    let boxes = wild.flatMap { x in
      wild.map {
        LabeledBox(box: UnitBox(x: x, y: $0, width: 0.4, height: $0), label: 999, score: x)
      }
    }
    var sample = DetectorFixtures.sample(0)
    sample.truths = boxes
    var state = DetectorFixtures.state(
      names: names, samples: [sample, SampleImage(width: 0, height: 7, pixels: [], truths: boxes)])
    var report = DetectorFixtures.report(epoch: 11, names: names)
    report.found = [boxes, boxes, boxes]
    report.confusion[0][1] = .max
    report.confusion[1][0] = -7
    report.confusion[2] = []
    report.classes[1].averagePrecision = .nan
    report.classes[2].averagePrecision = nil
    report.classes[3].truths = .max
    report.errors = .init(
      kinds: names.enumerated().map {
        .init(name: $1, gain: wild[$0], count: $0 == 0 ? .max : -$0)
      }, falsePositiveGain: .nan, falseNegativeGain: -1e300)
    report.classes[0].precisions = wild
    report.precisions = []
    state.report([RunEvent(time: state.now, .detected(epoch: 11, report))])
    for turns in 0..<6 {
      for image in 0..<2 {
        let shown = image == 0 ? turned(state, turns) : pressed(turned(state, turns), ".")
        for symbols in [Symbols.braille, .ascii] {
          for width in stride(from: 60, through: 210, by: 25) {
            let grid = view(shown, size: Size(width, width / 3), symbols: symbols)
            #expect(
              grid.cells.allSatisfy {
                $0.scalar == Cell.continuation
                  || $0.scalar.value >= 0x20 && !(0x7F..<0xA0).contains($0.scalar.value)
              })
          }
        }
      }
    }
  }

  @Test func millionsFitIntoTheConfusionMatrix() throws {
    var state = DetectorFixtures.state()
    var report = DetectorFixtures.report(epoch: 11)
    report.confusion = report.confusion.map { $0.map { $0 * 12_345 } }
    state.report([RunEvent(time: state.now, .detected(epoch: 11, report))])
    try expectScreen(
      view(turned(state, 2), size: Size(120, 40), symbols: .braille), named: "confusion-millions")
  }

  @Test func aDetectorThatHasReportedNothingYetSaysSo() {
    var state = OwnRun(now: Fixtures.start)
    state.report([
      RunEvent(time: Fixtures.start, .runStarted(Fixtures.info)),
      RunEvent(time: Fixtures.start, .samplesChosen([DetectorFixtures.sample(0)])),
    ])
    let text = view(turned(state, 1), size: Size(120, 40), symbols: .braille).text
    #expect(text.contains { $0.contains("nothing found yet") })
  }
}
