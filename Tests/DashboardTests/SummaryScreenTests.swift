import Cells
import Charts
import CurveStore
import Dashboard
import Playbacks
import Recordings
import SummaryPanels
import TestSupport
import Testing

/// The pane with histograms, texts and precision-recall curves.
@Suite struct SummaryScreenTests {
  private static let sizes = [Size(60, 18), Size(80, 24), Size(120, 40), Size(200, 60)]

  private func projector(_ size: Size, _ name: SummaryName? = nil, isFull: Bool = false)
    -> Projector
  {
    var projector = Projector([SummaryFixture()])
    _ = projector.state.reduce(.resized(size))
    while !isFocused(projector) { projector.press(.tab) }
    if let name {
      while projector.state.summaries.reading?.name != name { projector.press(.down) }
    }
    if isFull { projector.press(.enter) }
    return projector
  }

  private func isFocused(_ projector: Projector) -> Bool {
    let help = KeyTable.bindings(in: projector.state).map(\.help)
    return help.contains("along a curve; PgUp PgDn a text")
  }

  private func text(_ projector: Projector) -> [String] {
    view(projector.state, size: projector.state.size, symbols: .braille).text
  }

  @Test(
    arguments: sizes,
    [SummaryFixture.weight, SummaryFixture.sample, SummaryFixture.curve])
  func eachKindHasItsDrawing(size: Size, name: SummaryName) throws {
    let state = projector(size, name).state
    try expectScreen(
      view(state, size: size, symbols: .braille),
      named: "summary-\(size.width)x\(size.height)-\(name.kind.rawValue)")
  }

  @Test(arguments: sizes)
  func enterShowsItOnTheWholeScreen(size: Size) throws {
    let state = projector(size, SummaryFixture.head, isFull: true).state
    try expectScreen(
      view(state, size: size, symbols: .braille),
      named: "summary-\(size.width)x\(size.height)-full")
  }

  @Test(
    arguments: [Size(80, 24), Size(120, 40), Size(200, 60)],
    [SummaryFixture.weight, SummaryFixture.curve])
  func withoutUnicodeShadesAndDotsAreReadable(size: Size, name: SummaryName) throws {
    let state = projector(size, name, isFull: true).state
    let grid = view(state, size: size, symbols: .ascii)
    #expect(grid.cells.allSatisfy { $0.scalar.isASCII })
    try expectScreen(
      grid, named: "summary-\(size.width)x\(size.height)-\(name.kind.rawValue)-ascii")
  }

  @Test func withoutColoursShadesAreCharacters() throws {
    let state = projector(Size(120, 40), SummaryFixture.weight, isFull: true).state
    let grid = view(
      state, size: Size(120, 40), symbols: .fitting(isUnicode: true, colorDepth: .none))
    #expect(!grid.cells.contains { "▀▄".unicodeScalars.contains($0.scalar) })
    try expectScreen(grid, named: "summary-120x40-mono")
  }

  @Test func aLogWithoutThemHasNoPane() {
    var projector = Projector([LogFixture(name: "cnn.csv", count: 30)])
    for _ in 0..<6 {
      #expect(!isFocused(projector))
      projector.press(.tab)
    }
    projector.type("v")
    #expect(projector.state.message?.text.hasPrefix("this run has neither") == true)
    #expect(projector.state.query(columns: 80)?.summary == nil)
  }

  @Test func theViewKeyGoesToIt() {
    var projector = Projector([SummaryFixture()])
    _ = projector.state.reduce(.resized(Size(80, 24)))
    #expect(projector.state.query(columns: 80)?.summary == nil, "nothing is asked for unseen")
    projector.type("v")
    #expect(projector.state.query(columns: 80)?.summary == SummaryFixture.weight)
    #expect(text(projector).contains { $0.contains("╭ layer1/weight ") })
    projector.type("v")
    #expect(projector.state.query(columns: 80)?.summary == nil)
  }

  @Test func arrowsChooseInTheOrderOfKinds() {
    var projector = projector(Size(120, 40))
    var seen: [SummaryName?] = []
    for _ in 0..<6 {
      seen.append(projector.state.summaries.reading?.name)
      projector.press(.down)
    }
    typealias Fixture = SummaryFixture
    let order = [Fixture.weight, Fixture.bias, Fixture.head, Fixture.sample, Fixture.curve]
    #expect(seen == order + [Fixture.curve])
    projector.press(.up)
    #expect(projector.state.summaries.reading?.name == Fixture.sample)
  }

  @Test func theMomentOfThePlaybackIsShown() {
    var projector = projector(Size(120, 40), SummaryFixture.sample, isFull: true)
    #expect(projector.state.summaries.reading?.x == 30)
    projector.press(.left, .left)
    #expect(projector.state.summaries.reading?.x == 28)
    #expect(text(projector).contains { $0.contains("│  epoch 28 ") })
    projector.press(.home)
    #expect(text(projector).contains { $0.contains("nothing logged yet") })
  }

  @Test func aPatternFiltersNamesWhileItIsTyped() {
    var projector = projector(Size(120, 40))
    projector.type("/head")
    #expect(projector.state.summaries.reading?.name == SummaryFixture.head)
    #expect(text(projector).contains { $0.contains("/head ") && $0.contains("1 of 5") })
    projector.press(.enter)
    #expect(projector.state.summaries.reading?.name == SummaryFixture.head)
    projector.press(.escape)
    #expect(projector.state.summaries.reading?.name == SummaryFixture.weight)
    projector.type("/nothing")
    #expect(text(projector).contains { $0.contains("no name matches") })
    projector.press(.escape)
    #expect(projector.state.summaries.reading?.name == SummaryFixture.weight)
  }

  @Test func longTextsAreScrolled() {
    var projector = projector(Size(80, 24), SummaryFixture.sample, isFull: true)
    #expect(text(projector).contains { $0.contains("more lines, PgDn") })
    #expect(!text(projector).contains { $0.contains("line 40") })
    for _ in 0..<20 { projector.press(.pageDown) }
    #expect(text(projector).contains { $0.contains("line 40") })
    #expect(!text(projector).contains { $0.contains("more lines") })
    for _ in 0..<20 { projector.press(.pageUp) }
    #expect(text(projector).contains { $0.contains("The quick brown fox") })
  }

  /// One paragraph fills many rows.
  @Test(arguments: sizes) func aLongParagraphIsScrolledToItsEndAndBack(size: Size) {
    let words = (1...600).map { "word\($0)" }.joined(separator: " ")
    var projector = Projector([SummaryFixture(hasNumbers: false, paragraph: words)])
    _ = projector.state.reduce(.resized(size))
    projector.press(.tab)
    while projector.state.summaries.reading?.name != SummaryFixture.sample {
      projector.press(.down)
    }
    #expect(text(projector).contains { $0.contains("word1 ") })
    for _ in 0..<200 { projector.press(.pageDown) }
    #expect(text(projector).contains { $0.contains("word600") })
    #expect(!text(projector).contains { $0.contains("more lines") })
    // One press back moves the text at once.
    let end = text(projector)
    projector.press(.pageUp)
    #expect(size == Size(200, 60) || text(projector) != end)
  }

  /// Without numbers their pane is there at once, in place of charts that would be empty.
  @Test(arguments: sizes) func aLogOfNothingElseShowsThemAtOnce(size: Size) throws {
    var projector = Projector([SummaryFixture(hasNumbers: false)])
    _ = projector.state.reduce(.resized(size))
    projector.press(.home, .end)
    #expect(projector.state.query(columns: size.width)?.summary == SummaryFixture.weight)
    #expect(text(projector).contains { $0.contains("╭ layer1/weight ") })
    #expect(!text(projector).contains { $0.contains("nothing was measured") })
    try expectScreen(
      view(projector.state, size: size, symbols: .braille),
      named: "summary-\(size.width)x\(size.height)-only")
    // It can be focused, enlarged and closed like any pane, and the list of events brought in.
    projector.press(.tab, .down)
    #expect(projector.state.query(columns: size.width)?.summary == SummaryFixture.bias)
    projector.press(.enter, .escape, .tab)
    #expect(!text(projector).contains { $0.contains("layer1/bias") })
    projector.press(.escape)
    #expect(text(projector).contains { $0.contains("layer1/bias") })
  }

  @Test func curvesAreReadAtTheBestBalanceAndAlongThem() {
    var projector = projector(Size(120, 40), SummaryFixture.curve, isFull: true)
    func reading() -> String? { text(projector).first { $0.contains(" recall 0.") } }
    let best = reading()
    #expect(best?.contains("precision 0.") == true && best?.contains("score from 0.") == true)
    projector.type("...")
    #expect(reading() != nil && reading() != best)
    projector.type(",,,")
    #expect(reading() == best)
  }

  @Test func theMouseChoosesInTheList() {
    var projector = projector(Size(200, 60), isFull: true)
    let rows = text(projector)
    let row = rows.firstIndex { $0.contains("head/weight") } ?? 0
    _ = projector.state.reduce(
      .mouse(Mouse(.press, column: 4, row: row), projector.state.size))
    #expect(projector.state.query(columns: 200)?.summary == SummaryFixture.head)
    _ = projector.state.reduce(
      .mouse(Mouse(.wheelDown, column: 90, row: 20), projector.state.size))
    #expect(projector.state.query(columns: 200)?.summary == SummaryFixture.sample)
  }
}
