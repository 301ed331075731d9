import CallbackPanels
import Cells
import ChartPanels
import Charts
import CommandEntry
import Dashboard
import EventLists
import MetricGrid
import Playbacks
import RunComparison
import RunModel
import TestSupport
import Testing

/// The mouse in every pane.
@Suite struct MouseTests {
  private let size = Size(120, 40)

  private func text(_ screen: some TestedScreen) -> [String] {
    view(screen, size: size, symbols: .braille).text
  }

  /// The cell of a word on the screen.
  private func cell(of word: String, in screen: some TestedScreen) throws -> (column: Int, row: Int)
  {
    let text = text(screen)
    let row = try #require(text.firstIndex { $0.contains(word) }, "\(word) is not on the screen")
    let before = try #require(text[row].firstRange(of: word)).lowerBound
    return (text[row].distance(from: text[row].startIndex, to: before), row)
  }

  private func use(
    _ action: Mouse.Action, on word: String, below: Int = 0, _ screen: inout some TestedScreen
  ) throws {
    let cell = try cell(of: word, in: screen)
    _ = screen.reduce(.mouse(Mouse(action, column: cell.column, row: cell.row + below), size))
  }

  @Test func aClickInAChartReadsTheValuesThere() throws {
    var screen = Projector()
    _ = screen.reduce(.mouse(Mouse(.press, column: 40, row: 8), size))
    let first = try #require(screen.playback.hairline)
    #expect(screen.position == 300, "the moment stays")
    _ = screen.reduce(.mouse(Mouse(.press, column: 50, row: 8), size))
    #expect(try #require(screen.playback.hairline) > first)
    screen.press(.escape)
    #expect(screen.playback.hairline == nil)
  }

  @Test func theRightButtonAndTheStripGoToAMoment() throws {
    var screen = Projector()
    _ = screen.reduce(.mouse(Mouse(.rightPress, column: 40, row: 8), size))
    let first = screen.position
    #expect(first < 300 && screen.playback.hairline == nil)
    // The strip is the row below the lowest chart.
    let bottom = try #require(text(screen).lastIndex { $0.hasPrefix("╰") })
    _ = screen.reduce(.mouse(Mouse(.press, column: 60, row: bottom + 1), size))
    #expect(screen.position > first && screen.playback.hairline == nil)
  }

  @Test func aClickChoosesTheChartUnderIt() throws {
    var screen = Projector()
    try use(.press, on: "╭ loss", below: 3, &screen)
    #expect(screen.state.metrics.chosen == "loss")
    try use(.press, on: "╭ val_accuracy", below: 3, &screen)
    #expect(screen.state.metrics.chosen == "val_accuracy")
  }

  @Test func aClickInTheCallbacksChoosesTheRow() throws {
    var run = Fixtures.state()
    try use(.press, on: "min_delta", &run)
    #expect(run.selection.choice == .field(callback: "early_stopping", name: "min_delta"))
    // A row that is no value chooses the first value of its callback.
    try use(.press, on: "ReduceLROnPlateau", &run)
    #expect(run.selection.choice.callback == "reduce_lr_on_plateau")
    try use(.press, on: "learning rate   ", &run)
    #expect(run.selection.choice == .learningRate)
    run.press(.right)
    #expect(text(run).contains { $0.contains("learning rate") && $0.contains("→") })
  }

  @Test func aClickFocusesAPaneAndChoosesItsRow() throws {
    var run = Fixtures.state()
    try use(.press, on: "╭ events", below: 1, &run)
    #expect(
      text(run).contains {
        $0.contains("▸ events") || $0.contains("╭▸events") || $0.contains("events")
      })
    try use(.press, on: "╭ callbacks", below: 1, &run)
    // The arrows act in the callbacks again.
    run.press(.down)
    #expect(run.state.mode == .normal)
    var screen = Projector()
    let list = try cell(of: "╭ metrics", in: screen)
    _ = screen.reduce(.mouse(Mouse(.press, column: list.column + 5, row: list.row + 3), size))
    let second = screen.state.metrics.chosen
    _ = screen.reduce(.mouse(Mouse(.press, column: list.column + 5, row: list.row + 2), size))
    #expect(second != nil && screen.state.metrics.chosen != second)
  }

  /// The card shows the event that was clicked on, not the newest.
  @Test func aClickChoosesAnEvent() throws {
    var run = Fixtures.state()
    let pane = try cell(of: "╭ events", in: run)
    let click = Mouse(.press, column: pane.column + 12, row: pane.row + 1)
    _ = run.reduce(.mouse(click, size))
    let cursor = try #require(run.state.events.cursor)
    let words = run.state.history.marks[cursor].text.prefix(6)
    #expect(text(run)[pane.row + 1].contains(words), "\(words)")
    #expect(cursor < run.state.history.marks.count - 1)
  }

  @Test func theWheelMovesInThePaneUnderIt() throws {
    var screen = Projector()
    let list = try cell(of: "╭ metrics", in: screen)
    let first = screen.state.metrics.chosen
    _ = screen.reduce(.mouse(Mouse(.wheelDown, column: list.column + 5, row: list.row + 2), size))
    let second = screen.state.metrics.chosen
    #expect(second != first && second != nil && screen.playback.window == nil)
    _ = screen.reduce(.mouse(Mouse(.wheelUp, column: list.column + 5, row: list.row + 2), size))
    #expect(screen.state.metrics.chosen != second)
    _ = screen.reduce(.mouse(Mouse(.wheelUp, column: 40, row: 8), size))
    #expect(screen.playback.window != nil, "over a chart it zooms")
  }

  @Test func aClickChoosesARun() throws {
    var screen = Projector([
      LogFixture(name: "baseline", count: 30),
      LogFixture(name: "augmented", count: 24, advantage: 0.04),
    ])
    // By name, the second one stands first.
    let pane = try cell(of: "╭ runs", in: screen)
    _ = screen.reduce(.mouse(Mouse(.press, column: pane.column + 6, row: pane.row + 2), size))
    #expect(screen.playback.overview.name == "augmented")
    _ = screen.reduce(.mouse(Mouse(.wheelDown, column: pane.column + 6, row: pane.row + 2), size))
    #expect(screen.playback.overview.name == "baseline")
  }

  private func doubleClick(on word: String, below: Int = 0, _ screen: inout some TestedScreen)
    throws
  {
    let cell = try cell(of: word, in: screen)
    doubleClick(cell.column, cell.row + below, &screen)
  }

  private func doubleClick(_ column: Int, _ row: Int, _ screen: inout some TestedScreen) {
    for isDouble in [false, true] {
      let press = Mouse(.press, column: column, row: row, isDouble: isDouble)
      _ = screen.reduce(.mouse(press, size))
    }
  }

  /// True while one chart fills the screen.
  private func isEnlarged(_ screen: Projector) -> Bool {
    !text(screen).contains { $0.contains("╭ metrics") || $0.contains("╭▸metrics") }
  }

  @Test func aDoubleClickEnlargesAChartAndAnotherOneShowsAllAgain() throws {
    var screen = Projector()
    try doubleClick(on: "╭ loss", below: 3, &screen)
    #expect(isEnlarged(screen) && screen.state.metrics.chosen == "loss")
    #expect(screen.playback.hairline == nil, "nothing is read")
    try doubleClick(on: "loss", below: 8, &screen)
    #expect(!isEnlarged(screen) && screen.playback.hairline == nil)
    let list = try cell(of: "╭ metrics", in: screen)
    doubleClick(list.column + 5, list.row + 3, &screen)
    #expect(isEnlarged(screen))
    screen.press(.escape)
    #expect(!isEnlarged(screen))
  }

  @Test func aDoubleClickOnTheChartOfTheRateEnlargesNoOtherChart() throws {
    var screen = Projector()
    try doubleClick(on: "╭ learning rate", below: 2, &screen)
    #expect(!isEnlarged(screen))
  }

  @Test func aDoubleClickDoesWhatEnterDoes() throws {
    var run = Fixtures.state()
    try doubleClick(on: "min_delta", &run)
    guard case .typing(let input) = run.state.mode else {
      Issue.record("no value is typed")
      return
    }
    #expect(text(run).last?.hasPrefix(" min_delta = ") == true && !input.text.isEmpty)
    run.press(.escape)
    try doubleClick(on: "╭ events", below: 1, &run)
    #expect(run.state.events.isCardOpen)
    run.press(.escape, .escape)
    // A title is no row.
    try doubleClick(on: "╭ events", &run)
    #expect(!run.state.events.isCardOpen)
    // While values are read, Enter has another meaning; a double click has not.
    var screen = Projector()
    screen.press(.character("b"), .character("c"))
    let position = screen.position
    let list = try cell(of: "╭ metrics", in: screen)
    doubleClick(list.column + 5, list.row + 2, &screen)
    #expect(isEnlarged(screen) && screen.position == position)
    #expect(screen.playback.hairline != nil)
  }

  /// The first press closes what lies over the pane, and chooses nothing there.
  @Test func aDoubleClickOnTheHelpIsOneClickBelowIt() throws {
    var screen = Projector()
    let list = try cell(of: "╭ metrics", in: screen)
    screen.press(.character("?"))
    doubleClick(list.column + 5, list.row + 3, &screen)
    #expect(screen.state.mode == .normal && !isEnlarged(screen))
    doubleClick(list.column + 5, list.row + 3, &screen)
    #expect(isEnlarged(screen))
  }

  @Test func aClickOnATitleSortsTheRuns() throws {
    var screen = Projector([
      LogFixture(name: "baseline", count: 30),
      LogFixture(name: "augmented", count: 24, advantage: 0.04),
    ])
    let pane = try cell(of: "╭ runs", in: screen)
    for order in [RunOrder(.name), RunOrder(.name, isReversed: true), RunOrder(.name)] {
      // The second press of a double click sorts as well.
      let click = Mouse(
        .press, column: pane.column + 6, row: pane.row + 1, isDouble: order.isReversed)
      _ = screen.reduce(.mouse(click, size))
      #expect(screen.state.runs.order == order)
      #expect(text(screen)[pane.row + 1].contains(order.isReversed ? "run↓" : "run↑"))
    }
  }

  @Test func aClickClosesTheCardOfTheEnd() {
    var run = Fixtures.state()
    run.report([
      .init(time: run.now, .runEnded(.init(reason: .completed, epochs: 11, seconds: 9)))
    ])
    #expect(run.state.isEndCardOpen)
    _ = run.reduce(.mouse(Mouse(.wheelUp, column: 30, row: 9), size))
    #expect(run.state.isEndCardOpen)
    _ = run.reduce(.mouse(Mouse(.press, column: 30, row: 9), size))
    #expect(!run.state.isEndCardOpen)
  }

  @Test func aClickOnAKeyOfTheFooterDoesWhatTheKeyDoes() throws {
    var run = Fixtures.state()
    try use(.press, on: "? help", &run)
    #expect(run.state.mode == .help)
    try use(.press, on: "╭ keys", below: 2, &run)
    #expect(run.state.mode == .normal)
    var screen = Projector()
    try use(.press, on: "c read", &screen)
    #expect(screen.playback.hairline != nil)
    screen.press(.escape)
    let quit = try cell(of: "q quit", in: screen)
    let click = Mouse(.press, column: quit.column + 3, row: quit.row)
    #expect(screen.reduce(.mouse(click, size)) == [.quit])
  }

  /// The footer keeps the keys to the right of a message.
  @Test func keysBesideAMessageAreClicked() throws {
    var screen = Projector()
    let keys = try #require(text(screen).last)
    screen.press(.character("y"))
    let message = try #require(screen.state.message?.text)
    let row = try #require(text(screen).last)
    #expect(row.contains(message) && row.hasSuffix(keys.suffix(40)), "\(row)")
    try use(.press, on: "? help", &screen)
    #expect(screen.state.mode == .help)
  }

  /// Of a pair of keys, the one that is clicked on is pressed, also where arrows are words.
  @Test(arguments: [
    ("↑↓", 0, Key.up), ("↑↓", 1, .down), ("up/down", 0, .up), ("up/down", 1, .up),
    ("up/down", 2, .down), ("up/down", 3, .down), ("left/right", 3, .left),
    ("left/right", 9, .right), ("PgUp PgDn", 3, .pageUp), ("PgUp PgDn", 5, .pageDown),
    ("e E", 2, .character("E")), ("/", 0, .down), ("S-tab", 0, .down), ("up/down run", 20, .down),
  ]) func aClickPressesTheKeyUnderIt(label: String, column: Int, key: Key) {
    #expect(Key(at: column, of: label, among: [.down]) == key)
  }

  /// The first click fills the row in, the second runs it.
  @Test func aClickChoosesInTheListOfCommands() throws {
    var screen = Projector()
    _ = screen.reduce(.resized(size))
    screen.type(":log")
    try use(.press, on: "logarithm", &screen)
    guard case .typing(let input) = screen.state.mode else {
      Issue.record("the line is no longer typed")
      return
    }
    #expect(input.text == "logarithm")
    let isLogarithmic = screen.state.charts.isLossLogarithmic
    try use(.press, on: "logarithm", &screen)
    #expect(screen.state.mode == .normal)
    #expect(screen.state.charts.isLossLogarithmic != isLogarithmic)
  }

  @Test func theMouseWalksThroughTheThemes() throws {
    var screen = Projector()
    _ = screen.reduce(.resized(size))
    screen.press(.character("t"))
    let list = try cell(of: "╭ themes", in: screen)
    func walked() -> Int? {
      guard case .typing(let input) = screen.state.mode else { return nil }
      return input.line.walked
    }
    _ = screen.reduce(.mouse(Mouse(.wheelDown, column: list.column + 2, row: list.row + 2), size))
    #expect(walked() == 0)
    _ = screen.reduce(.mouse(Mouse(.press, column: list.column + 2, row: list.row + 2), size))
    #expect(walked() == 1)
  }

  /// Nowhere on the screen does a press or the wheel make it fail.
  @Test func noCellMakesItFail() {
    for start in [Fixtures.state().state, Projector().state] {
      for size in [Size(60, 18), Size(80, 24), Size(20, 5)] {
        for column in stride(from: 0, to: size.width + 3, by: 3) {
          for row in 0...size.height {
            for action: Mouse.Action in [.press, .rightPress, .wheelUp, .wheelDown] {
              var state = start
              _ = state.reduce(.mouse(Mouse(action, column: column, row: row), size))
              // The keys of the footer may open something.
              #expect(state.mode == .normal || row == size.height - 1)
            }
          }
        }
      }
    }
  }
}
