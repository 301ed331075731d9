import Cells
import Charts
import Dashboard
import DetectorPanels
import EventLists
import MetricGrid
import Playbacks
import RunModel
import TestSupport
import Testing
import Themes

/// Panes that take the focus, and what the arrows do in each.
@Suite struct FocusTests {
  private let size = Size(120, 40)

  /// The row of the pane that is marked as focused; nil when none is.
  private func marked(_ run: OwnRun) -> String? {
    run.text(size).compactMap { row in
      ["metrics", "callbacks", "events", "val/mAP", "loss", "accuracy"].first {
        row.contains("╭▸\($0) ")
      }
    }.first
  }

  @Test func tabGoesThroughThePanesAndEscapeLeavesThem() {
    var run = Fixtures.state()
    #expect(marked(run) == nil)
    var seen: [String?] = []
    for _ in 0..<5 {
      run.press(.tab)
      seen.append(marked(run))
    }
    #expect(seen == ["val/mAP", "val/mAP", "callbacks", "events", "val/mAP"])
    run.press(.backTab)
    #expect(marked(run) == "events")
    run.press(.escape)
    #expect(marked(run) == nil)
  }

  @Test func withoutAFocusTheArrowsChangeValuesAsBefore() {
    var run = Fixtures.state()
    #expect(!run.press(.right).isEmpty)
  }

  /// No arrow reaches the run from a pane other than the callbacks.
  @Test func theArrowsOfOtherPanesChangeNothingOfTheRun() {
    let arrows: [Key] = [
      .left, .right, .up, .down, .shiftLeft, .shiftRight, .character("["), .character("]"), .enter,
      .pageUp, .pageDown,
    ]
    for tabs in [1, 2, 4] {
      for key in arrows {
        var run = Fixtures.state()
        for _ in 0..<tabs { run.press(.tab) }
        let selection = run.selection
        #expect(run.press(key).isEmpty, "\(tabs), \(key)")
        #expect(run.selection == selection && run.requests.pending.isEmpty)
      }
    }
    var run = Fixtures.state()
    run.press(.tab, .tab, .tab)
    #expect(!run.press(.right).isEmpty)
  }

  @Test func inTheChartsTheArrowsChooseAndGoBack() {
    var run = Fixtures.state()
    run.press(.tab, .down)
    #expect(run.metrics.chosen == "loss" && marked(run) == "loss")
    run.press(.down, .down)
    #expect(run.metrics.chosen == "val/mAP")
    run.press(.up)
    #expect(run.metrics.chosen == "accuracy")
    run.press(.left)
    #expect(!run.isLive && run.state.playback?.isAtEnd == false)
  }

  @Test func enterShowsTheChosenChartAlone() {
    var run = Fixtures.state()
    run.press(.tab, .down, .enter)
    var text = run.text(size)
    #expect(text[2].hasPrefix("╭▸loss") && text[2].contains("chart 2/3"))
    #expect(!text.contains { $0.contains("callbacks") || $0.contains("val/mAP 0.9") })
    run.press(.down)
    text = run.text(size)
    #expect(text[2].hasPrefix("╭▸accuracy"))
    run.press(.escape)
    #expect(run.text(size).contains { $0.contains("╭ callbacks") })
  }

  /// One key that opens a pane needs one Esc, whatever else it did.
  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40), Size(200, 60)])
  func oneEscapeLeavesWhatOneKeyOpened(size: Size) {
    for key in [
      Key.character("e"), .character("E"), .character("D"), .character("z"), .character("/"),
      .tab, .character("c"), .character("?"), .character(":"), .character("t"), .character("I"),
    ] {
      for start in [Fixtures.state(), DetectorFixtures.state()] {
        var run = start
        _ = run.reduce(.resized(size))
        let before = run.text(size)
        run.press(key, .escape)
        // What the key says may stay until the next one.
        #expect(run.text(size).dropLast() == before.dropLast(), "\(key) at \(size)")
        #expect(run.focus == start.focus && run.events.cursor == nil && run.mode == .normal)
      }
    }
    var log = Projector()
    _ = log.state.reduce(.resized(size))
    let before = view(log, size: size, symbols: .braille).text
    log.press(.enter, .escape)
    #expect(view(log, size: size, symbols: .braille).text == before)
  }

  /// The pane that was focused before gets the focus back.
  @Test(arguments: [Key.character("e"), .character("E"), .character("/")], [1, 3])
  func oneEscapeGivesTheFocusBack(key: Key, tabs: Int) {
    var run = Fixtures.state()
    _ = run.reduce(.resized(Size(60, 18)))
    for _ in 0..<tabs { run.press(.tab) }
    let before = run.focus
    #expect(before != Fixtures.state().focus)
    run.press(key)
    #expect(run.focus != before)
    run.press(.escape)
    #expect(run.focus == before)
    run.press(.escape)
    #expect(run.focus == Fixtures.state().focus)
  }

  /// A pane that is clicked on keeps the focus: it is lent no more.
  @Test func aClickEndsALoan() {
    var run = Fixtures.state()
    _ = run.reduce(.resized(size))
    run.press(.tab, .tab, .tab, .character("/"))
    run.type("l\n")
    _ = run.reduce(.mouse(Mouse(.press, column: 40, row: 8), size))
    let clicked = run.focus
    run.press(.escape)
    #expect(run.focus == clicked, "it closed the filter alone")
  }

  /// `o` does something that is seen, or says why not.
  @Test func theTextOfAProgramIsShownOrItIsSaidWhyNot() {
    var log = Projector()
    log.press(.character("o"))
    #expect(log.state.message?.text == "only what a script or a pipe prints is shown here")
    _ = log.state.reduce(.output(["epoch 1"], open: []))
    for size in [Size(60, 18), Size(80, 24), Size(40, 12)] {
      for mode in ["", "w", "z"] {
        var screen = log
        _ = screen.state.reduce(.resized(size))
        for key in mode.unicodeScalars { screen.press(.character(key)) }
        func text() -> [String] { view(screen.state, size: size, symbols: .braille).text }
        let before = text().dropLast()
        screen.press(.character("o"))
        let isSeen = text().contains { $0.contains("╭ console") }
        let says = screen.state.message?.text ?? ""
        #expect(isSeen == !says.contains("console text"), "\(size) \(mode): \(says)")
        screen.press(.character("o"))
        if isSeen { #expect(text().dropLast() == before, "\(size) \(mode)") }
      }
    }
  }

  @Test func anyPaneFillsTheScreen() {
    var run = Fixtures.state()
    run.press(.character("z"))
    #expect(run.text(size)[2].hasPrefix("╭▸callbacks"))
    run.press(.tab)
    #expect(run.text(size)[2].hasPrefix("╭▸events"))
    run.press(.character("z"))
    #expect(run.text(size).contains { $0.contains("╭ callbacks") })
    var log = Projector()
    log.press(.enter)
    #expect(view(log, size: size, symbols: .braille).text[2].hasPrefix("╭▸val_accuracy"))
  }

  /// Where nothing can be changed, parameters are shown while their pane is focused.
  @Test func theParametersOfARunThatIsOnlyWatchedCanBeRead() {
    var run = Fixtures.state()
    run.state.isReadOnly = true
    func shows(_ word: String) -> Bool { run.text(size).contains { $0.contains(word) } }
    #expect(!shows("restore_best_weights"))
    while marked(run) != "callbacks" { run.press(.tab) }
    run.press(.down)
    #expect(shows("restore_best_weights"))
    run.press(.enter)
    #expect(
      run.state.message?.text == "this screen only watches (--read-only)"
        && run.requests.pending.isEmpty)
    run.press(.escape)
    #expect(!shows("restore_best_weights"))
  }

  @Test func aPaneOnTheWholeScreenSaysHowToCloseIt() {
    var log = Projector()
    func keys() -> String { view(log, size: size, symbols: .braille).text.last ?? "" }
    log.press(.tab)
    #expect(keys().contains("⏎ full"))
    log.press(.enter)
    #expect(keys().contains("⏎ close"))
    log.press(.enter)
    #expect(keys().contains("⏎ full"))
  }

  @Test func spacePinsAMetricAndMovesItToTheFront() {
    var run = Fixtures.state()
    run.press(.tab, .tab, .down, .down, .character(" "))
    #expect(run.metrics.pins == ["accuracy"] && run.history.status != .paused)
    #expect(run.requests.pending.isEmpty)
    #expect(run.text(size)[2].hasPrefix("╭▸accuracy"))
    run.press(.character(" "))
    #expect(run.metrics.hidden == ["accuracy"])
    #expect(!run.text(size).contains { $0.hasPrefix("╭▸accuracy") })
    run.press(.character(" "), .character("K"))
    #expect(run.metrics.pins == ["accuracy"])
  }

  @Test func theEventUnderTheCursorIsMarkedInTheList() {
    var run = Fixtures.state()
    run.press(.backTab, .up)
    let grid = view(run, size: size, symbols: .braille)
    let row = grid.text.firstIndex { $0.contains("★ best val/mAP 0.906734") }
    let ground = run.state.theme.color(.selection)
    #expect(row.map { grid[100, $0].style.background == ground } == true)
    #expect(run.events.cursor == run.history.marks.count - 1)
  }

  @Test func aPaneThatHasNoRoomComesInWhenItIsFocused() {
    var run = Fixtures.state()
    let small = Size(80, 24)
    #expect(!run.text(small).contains { $0.contains("metrics") })
    run.press(.tab, .tab)
    #expect(run.text(small)[2].contains("╭▸metrics"))
    run.press(.escape)
    #expect(!run.text(small).contains { $0.contains("metrics") })
    var detector = DetectorFixtures.state()
    for _ in 0..<4 { detector.press(.tab) }
    #expect(detector.text(size).contains { $0.contains("╭▸events") })
    detector.press(.tab, .right)
    #expect(detector.detector.imageIndex == 1)
  }

  @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
  func theScreenWithAFocus(size: Size) throws {
    var run = Fixtures.state()
    run.press(.tab, .tab, .down, .character(" "))
    try expectScreen(
      view(run, size: size, symbols: .braille), named: "metrics-\(size.width)x\(size.height)")
    run.press(.enter)
    try expectScreen(
      view(run, size: size, symbols: .braille), named: "full-\(size.width)x\(size.height)")
  }

  @Test func noPaneAtNoSizeMakesItFail() {
    for start in [Fixtures.state(), DetectorFixtures.state(), Fixtures.state(epochs: 0)] {
      var run = start
      for _ in 0..<8 {
        run.press(.tab)
        for isFull in [false, true] {
          if isFull { run.press(.character("z")) }
          for width in stride(from: 0, through: 210, by: 37) {
            for height in stride(from: 0, through: 62, by: 11) {
              let size = Size(width, height)
              #expect(view(run, size: size, symbols: .braille).size == size)
            }
          }
          if isFull { run.press(.character("z")) }
        }
      }
    }
  }

  @Test func theFocusWithoutUnicode() throws {
    var run = Fixtures.state()
    run.press(.tab, .tab, .character(" "))
    let grid = view(run, size: Size(80, 24), symbols: .ascii)
    #expect(grid.cells.allSatisfy { $0.scalar.isASCII })
    try expectScreen(grid, named: "metrics-80x24-ascii")
  }

  private func panes(_ screen: some TestedScreen, _ size: Size) -> String {
    view(screen, size: size, symbols: .braille).text.joined(separator: "\n")
  }

  /// A focused view hands the focus on, on every size, and the round comes back to it.
  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40), Size(200, 60)], [false, true])
  func theViewKeyGoesOnFromAFocusedView(size: Size, isFull: Bool) {
    var run = DetectorFixtures.state()
    _ = run.reduce(.resized(size))
    run.press(.backTab)
    if isFull { run.press(.character("z")) }
    var screens = [panes(run, size)]
    #expect(screens[0].contains("╭▸precision-recall"))
    for _ in 0..<6 {
      run.press(.character("v"))
      screens.append(panes(run, size))
      #expect(screens.suffix(2).first != screens.last, "a press changes the screen")
    }
    #expect(screens[1...].contains { $0.contains("╭▸confusion") })
    #expect(screens[1...].contains { $0.contains("╭▸precision-recall") })
  }

  @Test func theViewKeyLeavesTheFocusOfAPaneThatStays() {
    var run = DetectorFixtures.state()
    run.press(.tab)
    let before = panes(run, size)
    run.press(.character("v"))
    #expect(panes(run, size) != before && panes(run, size).contains("╭▸val"))
    // The list of metrics covers the view, which comes back.
    run.press(.tab)
    #expect(panes(run, size).contains("╭▸metrics"))
    run.press(.character("v"))
    #expect(!panes(run, size).contains("╭▸metrics") && panes(run, size).contains("╭▸confusion"))
  }

  @Test func theViewThatWasGoneToFillsTheScreen() {
    var run = DetectorFixtures.state()
    _ = run.reduce(.resized(size))
    for _ in 0..<3 { run.press(.character("v")) }
    #expect(panes(run, size).contains("╭ errors"))
    run.press(.character("z"))
    #expect(run.text(size)[2].hasPrefix("╭▸errors"))
  }

  @Test func theFooterBeginsWithWhatTheArrowsDoInAView() {
    var run = DetectorFixtures.state()
    run.press(.backTab)
    #expect(run.text(size).last?.hasPrefix(" ↑↓ class ") == true)
    var log = Projector([SummaryFixture()])
    for _ in 0..<9 where !panes(log, size).contains("╭▸layer1/weight") { log.press(.tab) }
    #expect(
      view(log, size: size, symbols: .braille).text.last?.hasPrefix(" ↑↓ next ") == true)
  }
}
