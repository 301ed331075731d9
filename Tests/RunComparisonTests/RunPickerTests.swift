internal import Cells
internal import Charts
internal import RunComparison
internal import RunModel
internal import Testing
internal import Themes

@Suite struct RunPickerTests {
  static let runs: [ComparedRun] = (1...12).map { number in
    var run = ComparedRun(name: "exp\(number)")
    run.path = "runs/exp\(number)"
    run.epochs = number
    run.settings = RunSettings([("lr", "\(number % 2 == 0 ? "0.1" : "0.2")")])
    run.judge(
      by: "mAP", .max,
      Series((1...3).map { SeriesPoint(x: Double($0), y: Double(number * $0 % 7) / 10) }))
    return run
  }

  static func picker(_ keys: [Key] = []) -> RunPicker {
    var picker = RunPicker(runs, title: "runs", filters: [], order: RunOrder())
    for key in keys { _ = picker.press(key) }
    return picker
  }

  static func typed(_ text: String) -> [Key] {
    text.unicodeScalars.map { Key.character($0) }
  }

  @Test func arrowsChooseAndEnterOpens() {
    var picker = Self.picker([.down, .down, .up])
    #expect(picker.chosen == 1)
    #expect(picker.press(.enter) == .open([1]))
    #expect(picker.press(.character("q")) == .quit)
  }

  /// The runs of a folder are in the order of their names, so that the oldest is often the first.
  @Test func theNewestRunThatTrainsIsChosenFirst() {
    var runs = Self.runs
    func picker(_ runs: [ComparedRun], _ order: RunOrder = RunOrder(.name)) -> RunPicker {
      RunPicker(runs, title: "runs", filters: [], order: order)
    }
    #expect(picker(runs).chosen == 0, "nothing is known of their age")
    for index in runs.indices { runs[index].startTime = Double(index == 4 ? 100 : index) }
    #expect(picker(runs).chosen == 4)
    (runs[2].isLive, runs[3].isLive) = (true, true)
    #expect(picker(runs).chosen == 3)
    #expect(picker(runs, RunOrder(.epochs)).chosen == 11, "an order that was asked for")
    // Runs are read one after the other; after a key the choice stays.
    var unread = runs
    for index in unread.indices {
      unread[index].state = ComparedRun.unread
      (unread[index].startTime, unread[index].isLive) = (nil, false)
    }
    var screen = picker([])
    screen.update(unread)
    #expect(screen.chosen == 0)
    screen.update(runs)
    #expect(screen.chosen == 3)
    runs[7].isLive = true
    screen.update(runs)
    #expect(screen.chosen == 3, "all have been read")
    screen = picker(unread)
    _ = screen.press(.down)
    screen.update(runs)
    #expect(screen.chosen == 1)
  }

  @Test func aFilterKeepsAChosenRunThatItShows() {
    var picker = Self.picker([.end, .character("/")] + Self.typed("exp1"))
    #expect(picker.table.rows.map(\.run.name) == ["exp1", "exp10", "exp11", "exp12"])
    #expect(picker.chosen == 11)
    _ = picker.press(.character("0"))
    #expect(picker.chosen == 9)
    #expect(picker.press(.enter) == nil)
    #expect(picker.press(.enter) == .open([9]))
    for key in [Key.character("/")] + Self.typed("exp2") { _ = picker.press(key) }
    #expect(picker.filter == "exp2")
    for key in [Key.enter, .character("/"), .backspace] + Self.typed("9") { _ = picker.press(key) }
    #expect(picker.filter == "exp9")
    _ = picker.press(.enter)
    // Escape only takes back; q leaves.
    #expect(picker.press(.escape) == nil)
    #expect(picker.table.rows.count == 12)
    _ = picker.press(.character(" "))
    #expect(picker.press(.escape) == nil && picker.marked.isEmpty)
    #expect(picker.press(.escape) == nil && picker.answer == "q quits")
  }

  /// Sorting changes no run, so it can be typed wherever there is a table.
  @Test(arguments: [false, true])
  func theOrderCanBeTyped(isSteerable: Bool) {
    var picker = RunPicker(
      Self.runs, title: "runs", filters: [], order: RunOrder(), isSteerable: isSteerable)
    func type(_ line: String) -> RunPicker.Outcome? {
      ([Key.character(":")] + Self.typed(line) + [.enter]).reduce(nil) { picker.press($1) ?? $0 }
    }
    #expect(type("sort best") == nil)
    #expect(picker.order == RunOrder(.best))
    #expect(type("sort -lr") == nil)
    #expect(picker.order == RunOrder(.setting("lr"), isReversed: true))
    #expect(type("sort") == nil)
    #expect(picker.answer == "sort takes a column or a setting, such as sort best, or sort -best")
    let answer = type("stop")
    #expect(answer == (isSteerable ? .tell(["stop"], names: ["exp1"]) : nil))
    #expect(isSteerable || picker.answer.contains("takes sort"))
  }

  /// A log may hold several runs, all of which are opened, once.
  @Test func runsKeepTheirLettersWhereTheyAreOpened() {
    var runs = Self.runs
    runs[6].path = runs[4].path
    let picker = RunPicker(runs, title: "runs", filters: [], order: RunOrder())
    let opened = picker.paths(of: [2, 4, 6])
    #expect(opened.paths == ["runs/exp3", "runs/exp5"] && opened.letters == [2, 4, 6])
  }

  @Test func theHelpListsTheKeysAndAnyKeyClosesIt() {
    let size = Size(80, 24)
    var picker = RunPicker(
      Self.runs, title: "runs", filters: [], order: RunOrder(), isSteerable: true)
    func text() -> String {
      picker.grid(size: size, theme: .builtIn, symbols: .braille).text.joined(separator: "\n")
    }
    #expect(!text().contains("╭ keys") && text().contains("? help"))
    _ = picker.press(.character("?"))
    #expect(text().contains("╭ keys") && text().contains("leave; the runs train on"))
    #expect(!text().contains("…"))
    _ = picker.press(.down)
    #expect(!text().contains("╭ keys") && picker.chosen == 1)
    #expect(picker.press(.function(1)) == nil && picker.press(.escape) == nil)
    #expect(!text().contains("╭ keys"))
  }

  /// No help is cut at any width; on a low screen the list scrolls, and stops at its end.
  @Test(arguments: [60, 76, 84, 95, 107, 120, 200])
  func theHelpIsReadWhole(width: Int) {
    for height in [12, 18, 24] {
      let size = Size(width, height)
      var picker = RunPicker(
        Self.runs, title: "runs", filters: [], order: RunOrder(), isSteerable: true)
      func text() -> String {
        picker.grid(size: size, theme: .builtIn, symbols: .braille).text.joined(separator: " ")
      }
      _ = picker.press(.character("?"), on: size)
      let first = text()
      #expect(!first.contains("…"))
      let isLong = first.contains("scrolls")
      if isLong { for _ in 0..<20 { _ = picker.press(.pageDown, on: size) } }
      let last = text()
      #expect(last.contains("╭ keys"))
      for word in ["above, below", "to the shell; fg comes back"] {
        #expect(first.contains(word) || last.contains(word), "\(word) at \(size)")
      }
      // No press is lost at the end.
      _ = picker.press(.pageUp, on: size)
      #expect((text() != last) && text().contains("╭ keys") == isLong)
    }
  }

  @Test func aRunThatWaitsIsNotOpened() {
    var runs = Array(Self.runs.prefix(2))
    runs[0].state = ComparedRun.waiting
    var picker = RunPicker(runs, title: "runs", filters: [], order: RunOrder())
    #expect(picker.press(.enter) == nil)
    #expect(picker.answer == "exp1: has not begun yet")
    _ = picker.press(.down)
    #expect(picker.press(.enter) == .open([1]))
  }

  @Test func theTitleSaysHowFarAllRunsAre() {
    var runs = Array(Self.runs.prefix(3))
    #expect(RunProgress(runs) == nil)
    // One is trained, one was stopped early, one has not begun.
    (runs[0].isLive, runs[0].plannedEpochs, runs[0].state) = (true, 10, "training")
    (runs[1].plannedEpochs, runs[1].state) = (10, "stopped by EarlyStopping")
    (runs[2].epochs, runs[2].state) = (0, "waiting")
    // An old run of no sweep is no part of what is going on.
    #expect(RunProgress(runs)?.words == "\(runs[0].epochs) of 10 epochs, 1 waiting")
    for index in runs.indices { runs[index].isPlanned = true }
    #expect(RunProgress(runs)?.words == "3 of 12 epochs, 1 waiting")
    let picker = RunPicker(runs, title: "runs", filters: [], order: RunOrder())
    let rows = picker.grid(size: Size(100, 20), theme: .builtIn, symbols: .braille).text
    #expect(rows[0].contains("runs in runs 3 of 12 epochs, 1 waiting"))
    runs[2].plannedEpochs = 8
    #expect(RunProgress(runs)?.words == "3 of 20 epochs (15 %), 1 waiting")
    runs[2].plannedEpochs = 0
    // One that starts has not told its plan yet.
    (runs[2].isLive, runs[2].state) = (true, "starting")
    #expect(RunProgress(runs)?.words == "3 of 12 epochs")
    runs[0].plannedEpochs = 0
    #expect(RunProgress(runs) == nil)
  }

  @Test func namesThatBeginAlikeShowWhatDiffers() {
    var runs = Array(Self.runs.prefix(2))
    runs[0].name = "exp-lr0.001-bs32-wd1e-4-seed1"
    runs[1].name = "exp-lr0.001-bs64-wd1e-4-seed1"
    let picker = RunPicker(runs, title: "runs", filters: [], order: RunOrder())
    for width in [34, 50, 70] {
      let rows = picker.grid(size: Size(width, 10), theme: .builtIn, symbols: .braille).text
      #expect(rows[2].contains("32") && rows[3].contains("64"), "\(rows[2])")
    }
  }

  @Test func markedRunsAreOpenedTogetherAndStayMarked() {
    var picker = Self.picker([.character(" "), .down, .down, .character(" ")])
    #expect(picker.marked == [0, 2])
    #expect(picker.press(.enter) == .open([0, 2]))
    picker.update(Array(Self.runs.reversed()))
    #expect(picker.marked == [9, 11])
    #expect(picker.chosen == 9)
    let row = picker.grid(
      size: Size(100, 20), theme: .builtIn,
      symbols: .fitting(isUnicode: true, colorDepth: .trueColor)
    ).text
    #expect(row[11].contains("•J exp3"))
    #expect(row[19].contains("Enter compare 2"))
  }

  /// The rows that the table leaves show the chosen run among those with its metric.
  @Test func theRowsBelowTheTableShowTheCurveOfTheChosenRun() {
    var runs = Self.runs
    (runs[1].metric, runs[2].points) = ("loss", [])
    var picker = RunPicker(runs, title: "runs", filters: [], order: RunOrder())
    func rows(_ height: Int) -> [String] {
      picker.grid(size: Size(80, height), theme: .builtIn, symbols: .braille).text
    }
    func chart() -> [String] { Array(rows(40)[15...]) }
    #expect(chart()[0].hasPrefix("╭ exp1 ") && chart()[0].contains("mAP ─╮"))
    #expect(chart()[0].contains("best 0.3000 @3"))
    let letters = Set(chart().dropFirst().dropLast(3).joined().filter(\.isUppercase))
    #expect(letters == Set("ADEFGHIJKL"))
    #expect(chart().contains { $0.contains(" epoch ") })
    _ = picker.press(.down)
    #expect(chart()[0].contains("loss ─╮"))
    #expect(Set(chart().dropFirst().dropLast(3).joined().filter(\.isUppercase)) == ["B"])
    _ = picker.press(.down)
    #expect(chart().contains { $0.contains("no values yet") })
    #expect(!rows(24).contains { $0.contains("╭ exp3") }, "no room")
    // A click below the table meets no run.
    #expect(picker.use(Mouse(.press, column: 9, row: 20), on: Size(80, 40)) == nil)
    #expect(picker.chosen == 2)
  }

  @Test func sShowsTheBestFirstAndShiftReverses() {
    let picker = Self.picker([.character("s")])
    #expect(picker.order == RunOrder(.best))
    #expect(picker.table.rows.first?.run.best?.value == 0.6)
    #expect(Self.picker([.character("s"), .character("S")]).order.isReversed)
  }

  @Test func theScreenShowsEveryRunWithItsLetterAndTheChosenOne() {
    let grid = Self.picker([.down]).grid(
      size: Size(100, 20), theme: .builtIn,
      symbols: .fitting(isUnicode: true, colorDepth: .trueColor))
    let rows = grid.text
    #expect(rows[0].contains("runs in runs"))
    #expect(rows[1].contains("mAP") && rows[1].contains("Δ best") && rows[1].contains("lr"))
    #expect(rows[2].contains("A exp1") && rows[13].contains("L exp12"))
    #expect(rows[3].contains("▸ B exp2") || rows[3].contains("B exp2"))
    #expect(rows[19].contains("Enter open"))
  }

  @Test func aSmallScreenShowsTheChosenRun() {
    let grid = Self.picker([.end]).grid(
      size: Size(30, 6), theme: .builtIn, symbols: .fitting(isUnicode: false, colorDepth: .none))
    #expect(grid.text.contains { $0.contains("L exp12") })
  }

  @Test func twelveRunsHaveTwelveColorsOnAnyBackground() {
    var light = Theme.builtIn
    light.isLight = true
    for theme in [Theme.builtIn, light] {
      let colors = (0..<Theme.distinctRuns).map(theme.run)
      for (index, color) in colors.enumerated() {
        for other in colors[(index + 1)...] {
          let parts = zip(
            [color.red, color.green, color.blue], [other.red, other.green, other.blue])
          #expect(parts.reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) } >= 60)
        }
      }
    }
  }

  @Test func commandsGoToTheMarkedRunsOrTheChosenOne() {
    var runs = Self.runs
    runs[1].state = "paused"
    var picker = RunPicker(
      runs, title: "runs", filters: [], order: RunOrder(), isSteerable: true)
    let pause = picker.press(.character("p"))
    #expect(pause == .tell(["pause"], names: ["exp1"]))
    _ = picker.press(.down)
    let resume = picker.press(.character("p"))
    #expect(resume == .tell(["resume"], names: ["exp2"]))
    for key in Self.typed(" ") + [.end] + Self.typed(" :lr *0.5") { _ = picker.press(key) }
    #expect(picker.press(.enter) == .tell(["lr", "*0.5"], names: ["exp2", "exp12"]))
    let untold = (Self.typed(":stop") + [.escape]).compactMap { picker.press($0) }
    #expect(untold.isEmpty)
    #expect(picker.press(.character("q")) == .quit)
  }

  /// A picker of three runs that are trained, on those that the filter `state=training` shows.
  private static func board() -> (picker: RunPicker, runs: [ComparedRun]) {
    var runs = Array(Self.runs.prefix(3))
    for index in runs.indices { runs[index].state = "training" }
    var picker = RunPicker(runs, title: "runs", filters: [], order: RunOrder(), isSteerable: true)
    for key in typed("/state=training") + [.enter, .end] { _ = picker.press(key) }
    return (picker, runs)
  }

  @Test func anAnswerIsReadWholeBelowAFilter() {
    var (picker, _) = Self.board()
    picker.answer = "refused: exp1: early_stopping.patience takes a whole number, not -4 or less"
    let text = picker.grid(size: Size(40, 12), theme: .builtIn, symbols: .braille).text
    let words = text.suffix(3).map { $0.split(separator: " ").joined(separator: " ") }
    #expect(words.joined(separator: " ").hasSuffix("not -4 or less"))
    #expect(text.contains { $0.contains("╰") })
  }

  @Test func aLongAnswerTakesTheRowsItNeedsAndSaysThatThereIsMore() {
    var (picker, _) = Self.board()
    picker.answer = (1...30).map { "answer-\($0)" }.joined(separator: " ")
    func rows(_ height: Int) -> [String] {
      picker.grid(size: Size(40, height), theme: .builtIn, symbols: .braille).text
    }
    #expect(rows(24).joined().contains("answer-30"), "\(rows(24))")
    let low = rows(10)
    #expect(low.last?.split(separator: " ").last?.hasSuffix("…") == true, "\(low)")
    #expect(low[4].contains("╰") && low[3].contains("│"), "\(low)")
    #expect(rows(1)[0].contains("answer-1"))
  }

  @Test func columnsStayWhereTheyAreWhileRunsAreTrained() {
    var runs = Array(Self.runs.prefix(2))
    for index in runs.indices { runs[index].plannedEpochs = 300 }
    (runs[0].isLive, runs[0].epochs, runs[0].state) = (true, 9, "training")
    (runs[1].epochs, runs[1].state) = (7, "done")
    func widths() -> [Int] { RunColumns(RunTable(runs)).columns.map(\.width) }
    let before = widths()
    (runs[0].epochs, runs[0].state) = (123, "paused")
    #expect(widths() == before)
  }

  private static func footer(_ picker: RunPicker) -> String {
    picker.grid(size: Size(100, 20), theme: .builtIn, symbols: .braille).text[19]
  }

  /// A key that is on its way when the chosen run ends acts on no other run.
  @Test func aRunThatLeavesTheTableLeavesNoneChosen() {
    var (picker, runs) = Self.board()
    #expect(picker.press(.character("p")) == .tell(["pause"], names: ["exp3"]))
    runs[2].state = "done"
    picker.update(runs)
    #expect(picker.table.rows.map(\.run.name) == ["exp1", "exp2"])
    #expect(picker.chosen == nil)
    #expect(picker.press(.character("p")) == nil && picker.answer == "choose a run")
    #expect(Self.footer(picker).contains("choose a run"))
    #expect(picker.press(.enter) == nil && picker.answer == "choose a run")
    for key in Self.typed(":stop") { _ = picker.press(key) }
    #expect(picker.press(.enter) == nil && picker.answer == "choose a run")
    _ = picker.press(.down)
    #expect(picker.chosen == 0)
    #expect(picker.press(.character("p")) == .tell(["pause"], names: ["exp1"]))
  }

  @Test func aCommandGoesToTheRunsItWasBegunFor() {
    var (picker, runs) = Self.board()
    for key in Self.typed(":stop") { _ = picker.press(key) }
    runs[2].state = "done"
    picker.update(runs)
    #expect(Self.footer(picker).contains("to exp3:"))
    #expect(picker.press(.enter) == .tell(["stop"], names: ["exp3"]))
  }

  @Test func marksThatTheFilterHidesAreLeftAlone() {
    var (picker, runs) = Self.board()
    for key in [.character(" "), .home, .character(" ")] as [Key] { _ = picker.press(key) }
    #expect(picker.press(.character("p")) == .tell(["pause"], names: ["exp1", "exp3"]))
    runs[2].state = "done"
    picker.update(runs)
    #expect(picker.press(.character("p")) == .tell(["pause"], names: ["exp1"]))
    #expect(picker.press(.enter) == .open([0]))
    // Without the last mark, the chosen run is not meant.
    _ = picker.press(.down)
    runs[0].state = "done"
    picker.update(runs)
    #expect(picker.press(.character("p")) == nil)
    _ = picker.press(.escape)
    #expect(picker.marked == [0, 2], "without the filter, the marks are there again")
  }

  @Test func theFirstRunsThatAppearAreChosen() {
    var picker = RunPicker([], title: "runs", filters: [], order: RunOrder())
    #expect(picker.press(.enter) == nil && picker.answer == "no run is shown")
    picker.update(Self.runs)
    #expect(picker.chosen == 0)
  }

  @Test func savedRunsTakeNoCommands() {
    var picker = Self.picker()
    #expect(picker.press(.character("p")) == nil)
    for key in Self.typed(":stop") { _ = picker.press(key) }
    #expect(picker.press(.enter) == nil && picker.answer.hasPrefix(": takes sort"))
    #expect(picker.press(.enter) == .open([0]))
  }

  @Test func anOrderByAnUnknownSettingIsSaid() {
    let picker = RunPicker(Self.runs, title: "runs", filters: [], order: RunOrder("-momentun"))
    let rows = picker.grid(size: Size(80, 12), theme: .builtIn, symbols: .braille).text
    #expect(rows[0].contains("no run has the setting momentun"))
  }
}
