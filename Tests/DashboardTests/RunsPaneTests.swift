import Cells
import Charts
import Dashboard
import MetricGrid
import Playbacks
import RunComparison
import RunModel
import TestSupport
import Testing

/// The table of runs on the screen.
@Suite struct RunsPaneTests {
  /// Twelve runs, of which the seventh is the best, as a folder would list them.
  private func screen(_ count: Int = 12) -> Projector {
    var screen = Projector(
      (0..<count).map { index in
        LogFixture(
          name: "exp\(index + 1)", count: 24, advantage: index == 6 ? 0.05 : 0.002 * Double(index))
      })
    let overviews = (screen.state.playback?.overviews ?? []).enumerated().map { index, overview in
      var overview = overview
      overview.settings = RunSettings([
        ("lr0", index % 2 == 0 ? "0.01" : "0.005"), ("epochs", "24"),
        ("imgsz", "\(320 + index * 32)"),
      ])
      return overview
    }
    _ = screen.state.reduce(.overviews(overviews))
    return screen
  }

  private func text(_ screen: Projector, _ size: Size = Size(120, 40)) -> [String] {
    view(screen, size: size, symbols: .braille).text
  }

  private func rows(_ screen: Projector) -> [String] {
    text(screen).filter { $0.contains(" exp") && $0.hasPrefix("│") }
      .compactMap { line in line.split(separator: "│").last.map(String.init) }
  }

  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40), Size(200, 60), Size(300, 90)])
  func twelveRuns(size: Size) throws {
    var screen = screen()
    _ = screen.state.reduce(.resized(size))
    try expectScreen(
      view(screen, size: size, symbols: .braille), named: "runs-\(size.width)x\(size.height)")
  }

  @Test func theTableOnTheWholeScreenHasTheSettingsThatDiffer() throws {
    var screen = screen()
    _ = screen.state.reduce(.resized(Size(120, 40)))
    screen.press(.tab, .tab, .tab, .enter)
    let text = text(screen).joined(separator: "\n")
    #expect(text.contains("imgsz") && text.contains("lr0") && !text.contains(" epochs=24"))
    try expectScreen(
      view(screen, size: Size(120, 40), symbols: .braille), named: "runs-full-120x40")
  }

  /// Runs that were chosen from a table keep the letters that they had there.
  @Test func runsHaveTheLettersOfTheTableTheyWereChosenFrom() {
    var screen = screen(3)
    var overviews = screen.playback.overviews
    for index in overviews.indices { overviews[index].letter = 2 * index + 3 }
    _ = screen.state.reduce(.overviews(overviews))
    for _ in 0..<3 {
      let text = text(screen).joined(separator: "\n")
      for (letter, name) in [("D", "exp1"), ("F", "exp2"), ("H", "exp3")] {
        #expect(text.contains("\(letter) \(name)"), "\(text)")
      }
      #expect(!text.contains("A exp") && !text.contains("B exp"))
      screen.press(.character("|"))
    }
  }

  @Test func arrowsChooseARunInTheOrderOfTheTable() {
    var screen = screen()
    #expect(screen.state.runs.order.sentence == "best value", "the best run is above all")
    screen.type(":sort name\n")
    screen.press(.tab, .tab, .tab, .down)
    #expect(screen.state.playback?.overview.name == "exp2")
    screen.press(.down)
    #expect(screen.state.playback?.overview.name == "exp3", "exp10 comes after exp9")
    // By the best value, the best run is above all.
    screen.press(.character("s"), .character("s"))
    let order = screen.state.runs.order.sentence
    #expect(["start", "state", "best value", "age", "epochs", "last value"].contains(order))
    while screen.state.runs.order.sentence != "best value" { screen.press(.character("s")) }
    for _ in 0..<12 { screen.press(.up) }
    #expect(screen.state.playback?.overview.name == "exp7")
    screen.press(.character("S"))
    for _ in 0..<12 { screen.press(.down) }
    #expect(screen.state.playback?.overview.name == "exp7")
  }

  /// A run without the metric has no value: that of another metric cannot be compared.
  @Test func aRunWithoutTheMetricIsNotJudgedByAnother() {
    var fixtures = (1...3).map { LogFixture(name: "exp\($0)", count: 24) }
    fixtures[2].metric = "val_recall"
    fixtures[2].advantage = 0.05
    let screen = Projector(fixtures)
    let title = text(screen).first { $0.contains("╭ runs ") } ?? ""
    #expect(title.contains("best A exp1"), "\(title)")
    let last = rows(screen).last ?? ""
    #expect(last.contains("exp3") && last.contains(" – ") && !last.contains("0."), "\(last)")
  }

  /// On every pane, `{` and `}` go through the rows of the table.
  @Test func bracesWalkTheTable() {
    var screen = screen(4)
    screen.type(":sort -name\n")
    screen.press(.character("{"))
    #expect(screen.state.playback?.overview.name == "exp2")
    screen.press(.character("{"))
    #expect(screen.state.playback?.overview.name == "exp3")
    screen.press(.character("}"), .character("}"), .character("}"))
    #expect(screen.state.playback?.overview.name == "exp4", "the first row comes after the last")
  }

  @Test func runsAreChosenAndSortedByTheCommandLine() {
    var screen = screen()
    screen.type(":run exp11\n")
    #expect(screen.state.playback?.overview.name == "exp11")
    screen.type(":run 3\n")
    #expect(screen.state.playback?.overview.name == "exp3")
    screen.type(":run exp\n")
    #expect(screen.state.message?.text == "12 runs contain exp; Tab lists them")
    screen.type(":sort -imgsz\n")
    #expect(screen.state.runs.order.sentence == "imgsz, reversed")
    #expect(text(screen).contains { $0.contains("by imgsz, reversed") })
  }

  /// A short table that the arrows do not act in shows the best runs, and the chosen one below them.
  @Test func theBestRunsAndTheChosenOneAreShown() {
    let shown = text(screen(), Size(60, 18)).filter { $0.contains(" exp") && $0.hasPrefix("│") }
    #expect(shown.first?.contains("exp7") == true)
    #expect(shown.last?.contains("A exp1 ") == true)
  }

  /// The header says which of the runs it speaks of.
  @Test func theHeaderNamesTheChosenRunAmongAll() {
    var screen = screen()
    #expect(text(screen)[0].hasPrefix(" A exp1 of 12 runs"))
    screen.type(":run exp4\n")
    #expect(text(screen)[0].hasPrefix(" D exp4 of 12 runs"))
    #expect(text(screen).contains { $0.contains("D val 0.") }, "so do the titles of its charts")
    #expect(!text(Projector())[0].contains("runs"))
  }

  @Test func aHiddenRunHasNoCurve() {
    var screen = screen(3)
    screen.type(":sort name\n")
    screen.press(.tab, .tab, .tab)
    #expect(screen.state.playback?.drawn == [0, 1, 2])
    screen.press(.character(" "))
    #expect(
      screen.state.playback?.overview.name == "exp2" && screen.state.playback?.drawn == [1, 2])
    #expect(text(screen)[1].contains("exp1") == false, "the legend is that of the curves")
    screen.press(.up, .character(" "))
    #expect(screen.state.playback?.drawn == [0, 1, 2])
  }

  /// Every character typed shows at once what it finds.
  @Test func slashFindsRunsByNamePatternAndSetting() {
    var screen = screen()
    screen.press(.tab, .tab, .tab, .character("/"))
    for scalar in "exp1".unicodeScalars { screen.press(.character(scalar)) }
    #expect(screen.state.playback?.drawn == [0, 9, 10, 11])
    #expect(text(screen).contains { $0.contains("/exp1") && $0.contains("4 of 12") })
    screen.press(.character("?"))
    #expect(screen.state.playback?.drawn == [9, 10, 11])
    screen.press(.control("u"))
    for scalar in "lr0<0.01".unicodeScalars { screen.press(.character(scalar)) }
    #expect(screen.state.playback?.drawn == [1, 3, 5, 7, 9, 11])
    screen.press(.enter)
    #expect(screen.state.playback?.drawn == [1, 3, 5, 7, 9, 11], "Enter keeps it")
    // Between its runs the keys of all panes move.
    let before = screen.state.playback?.chosen
    screen.press(.character("}"))
    #expect(before.map { [1, 3, 5, 7, 9, 11].contains($0) } == true)
    #expect(screen.state.playback.map { $0.chosen % 2 } == 1)
    screen.press(.escape)
    #expect(screen.state.playback?.drawn.count == 12)
  }

  @Test func aConditionThatNothingMeetsSaysSo() {
    var screen = screen(3)
    screen.press(.tab, .tab, .tab, .character("/"), .character("q"), .character("q"))
    #expect(text(screen).contains { $0.contains("no run matches") })
    #expect(screen.state.playback?.drawn == [0], "the chosen run stays")
  }

  /// The table shows what was reached by the moment that is shown.
  @Test func theTableIsAsOfTheMoment() {
    var screen = screen(3)
    screen.press(.home)
    for _ in 0..<2 { screen.press(.character("n")) }
    #expect(
      rows(screen).first?.contains("2/24") == true || text(screen).contains { $0.contains(" 2 ") })
  }

  @Test func oneRunHasNoTable() {
    var screen = Projector()
    #expect(!text(screen).contains { $0.contains("╭ runs") })
    for _ in 0..<12 {
      screen.press(.tab)
      #expect(!text(screen).contains { $0.contains("╭ runs") })
    }
  }

  /// Rows that the panes below leave free go to the runs; the number of the others is told.
  @Test func theTableTakesFreeRowsAndCountsTheRest() {
    let large = text(screen())
    #expect(large.contains { $0.contains("││  L exp12 ") })
    #expect(!large.contains { $0.contains(" more ╯") })
    var small = screen()
    _ = small.state.reduce(.resized(Size(80, 24)))
    let rows = text(small, Size(80, 24))
    let shown = rows.filter { row in "ABCDEFGHIJKL".contains { row.contains("││  \($0) exp") } }
    #expect(shown.count >= 5 && shown.count < 12)
    #expect(rows.contains { $0.contains(" \(12 - shown.count) more ╯") })
  }
}
