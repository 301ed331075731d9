import Cells
import Charts
import Dashboard
import EventLists
import EventPanels
import OrderedCollections
import Playbacks
import Recordings
import RunDisplay
import RunModel
import TestSupport
import Testing
import Themes

/// The list of events: finding, details, and screens without room for it.
@Suite struct EventTests {
  private func run(of width: Int, _ height: Int) -> OwnRun {
    var run = Fixtures.state()
    _ = run.reduce(.resized(Size(width, height)))
    // The events are the pane before the charts.
    for _ in 0..<4 { run.press(.tab) }
    return run
  }

  /// Where the list has no room, the border shows the newest important event.
  @Test func aWarningOfTheStartLeavesTheBorderAfterTwoEpochs() {
    func shows(_ epochs: Int) -> Bool {
      var run = OwnRun()
      var events = [RunEvent(time: Fixtures.start, .runStarted(Fixtures.info))]
      events.append(
        RunEvent(time: Fixtures.start, .warning(from: "recipe", text: "min_delta is large")))
      for epoch in 0..<epochs { events += Fixtures.ending(of: epoch) }
      run.report(events)
      return run.text(Size(60, 18)).contains { $0.contains("min_delta is") }
    }
    #expect(shows(1) && shows(2))
    #expect(!shows(3))
  }

  /// Former best values fill the rows that the news leave free, the newest of them.
  @Test func formerBestValuesFillTheFreeRows() {
    func list(_ height: Int, _ keys: Key...) -> [String] {
      var run = run(of: 120, height)
      for key in keys { run.press(key) }
      let text = run.text(Size(120, height))
      let top = text.firstIndex { $0.contains("events ─") } ?? 0
      return text[top...].prefix { !$0.hasSuffix("╯") }.map { String($0.suffix(43)) }
    }
    // All events have room on a high screen: the remark on others goes with their absence.
    let all = list(60)
    #expect(all.count { $0.contains("best mAP") || $0.contains("mAP 0.") } == 9, "\(all)")
    #expect(!all[0].contains("more with F"))
    // Fewer rows: no row is free while the border speaks of more.
    for height in 30...44 {
      let rows = list(height)
      guard rows[0].contains("more with F") else { continue }
      #expect(!rows.contains { $0.dropLast().allSatisfy { " │".contains($0) } }, "\(rows)")
      #expect(rows.contains { $0.contains("▼ rate 0.001") }, "\(rows)")
    }
    // Another selection shows what it names alone.
    #expect(list(60, .character("F"), .character("F"), .character("F"))[0].contains("rate"))
  }

  @Test func formerBestValuesThatFillFreeRowsCanBeChosen() {
    var run = run(of: 120, 60)
    let bests = run.history.marks.indices.filter { run.history.marks[$0].kind == .best }
    #expect(bests.count > 3)
    var chosen: Set<Int> = []
    for _ in 0..<12 {
      run.press(.up)
      run.events.cursor.map { _ = chosen.insert($0) }
    }
    #expect(chosen.isSuperset(of: bests), "\(chosen.sorted()) of \(bests)")
    // Where the list leaves them out, the arrows do, too.
    var short = self.run(of: 120, 30)
    let listed = short.text(Size(120, 30)).count { $0.contains("★") }
    var cursors: Set<Int> = []
    for _ in 0..<12 {
      short.press(.up)
      short.events.cursor.map { _ = cursors.insert($0) }
    }
    #expect(cursors.count < chosen.count && listed > 0)
  }

  @Test func slashInTheEventsFindsEventsWithALivePreview() {
    var run = run(of: 120, 40)
    let size = Size(120, 40)
    run.type("/best")
    #expect(run.text(size).contains { $0.contains("▸events /best") && $0.contains("─ 9 of 10") })
    run.type(".*0\\.90")
    #expect(run.text(size).contains { $0.contains("regex") && $0.contains("of 10") })
    run.press(.up, .enter)
    #expect(run.mode == .normal && run.events.cursor != nil)
    #expect(run.text(size).contains { $0.contains("/best") })
    run.press(.escape)
    #expect(!run.text(size).contains { $0.contains("/best") })
    run.type("/zzz")
    #expect(run.text(size).contains { $0.contains("no event matches /zzz;") })
    run.press(.escape)
    #expect(run.text(size).contains { $0.contains("9 ▼ rate 0.001") })
    run.type("/best\n/rate\n")
    #expect(run.text(size).contains { $0.contains("events /rate") })
    run.press(.escape)
    // Elsewhere, it finds metrics as before.
    run.press(.escape, .character("/"))
    #expect(run.text(size).contains { $0.contains("▸metrics") })
  }

  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40)])
  func theCardOfAnEvent(size: Size) throws {
    var run = run(of: size.width, size.height)
    run.press(.up, .up, .enter)
    try expectScreen(
      view(run.state, size: size, symbols: .braille),
      named: "event-\(size.width)x\(size.height)")
    #expect(run.text(size).contains { $0.contains("rate cut") })
    // The arrows go on, and escape closes it before it leaves the pane.
    run.press(.down)
    #expect(run.events.isCardOpen)
    run.press(.escape)
    #expect(!run.events.isCardOpen && run.events.cursor != nil)
  }

  /// No arrow acts behind the card, whichever pane is focused: it would change the run.
  @Test(arguments: [Size(50, 14), Size(60, 18), Size(80, 24), Size(120, 40), Size(200, 50)])
  func anOpenCardOwnsTheArrows(size: Size) {
    var run = Fixtures.state()
    _ = run.reduce(.resized(size))
    run.press(.character("F"), .character("D"))
    #expect(run.events.isCardOpen)
    let (row, newest) = (run.state.selection, run.events.cursor)
    for key in [Key.up, .left, .shiftLeft, .character("[")] {
      let before = run.events.cursor ?? 0
      #expect(run.press(key) == [] && run.events.cursor ?? 0 < before)
    }
    for key in [Key.down, .right, .shiftRight, .character("]")] {
      let before = run.events.cursor ?? 0
      #expect(run.press(key) == [] && run.events.cursor ?? 0 > before)
    }
    #expect(run.events.cursor == newest && run.state.selection == row)
    _ = run.reduce(.mouse(Mouse(.wheelUp, column: 3, row: 5), size))
    #expect(run.state.selection == row)
    #expect(run.press(.enter) == [] && !run.events.isCardOpen && run.mode == .normal)
    // A key that acts on the chosen callback only shows it first.
    for key in [Key.character("x"), .character("R"), .character("J")] {
      run.press(.character("D"))
      #expect(run.press(key) == [] && !run.events.isCardOpen)
    }
  }

  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40)])
  func anOpenCardOwnsTheArrowsOfARecording(size: Size) {
    var screen = Projector()
    _ = screen.state.reduce(.resized(size))
    screen.press(.character("F"), .character("D"))
    // The end is shown, and the newest event.
    #expect(screen.state.events.cursor == 8 && screen.position == 300)
    screen.press(.left)
    #expect(screen.state.events.cursor == 7 && screen.position == 80)
    screen.press(.up)
    #expect(screen.state.events.cursor == 6 && screen.position == 70)
    screen.press(.right)
    #expect(screen.state.events.cursor == 7 && screen.state.events.isCardOpen)
    screen.press(.character("c"), .left)
    #expect(screen.state.events.cursor == 6)
    screen.press(.escape)
    #expect(!screen.state.events.isCardOpen && screen.playback.hairline != nil)
  }

  /// The best values among the events are those of the chosen metric: the card stays with its event.
  @Test func anotherMetricKeepsTheEventOfAnOpenCard() throws {
    var screen = Projector()
    func judge(_ marks: [EventMark]) {
      let whole = screen.recordings[0].history(at: 300, RecordingQuery())
      let shown = RunHistory(
        name: "", axis: .epoch, reach: 30, curves: Array(whole.curves), stepSeries: [:],
        epochSeries: whole.epochSeries, learningRates: Series(), epochs: whole.epochs, marks: marks,
        entries: marks.map { .init(time: 0, x: $0.x, mark: $0.kind, text: $0.text) },
        plannedEpochs: 30, startTime: 0, lastTime: 300)
      let all = RecordedMarks(marks, at: marks.map { $0.x * 10 })
      _ = screen.state.reduce(.shown(shown, others: [:], marks: all))
    }
    let cut = EventMark(x: 15, kind: .learningRateCut, text: "learning rate 0.01 → 0.001")
    let losses = [2.0, 3, 9].map { EventMark(x: $0, kind: .best, text: "best loss \($0)") }
    let accuracies = [4.0].map { EventMark(x: $0, kind: .best, text: "best accuracy \($0)") }
    judge(losses + [cut])
    _ = screen.state.reduce(.key(.character("D")))
    #expect(screen.state.events.cursor == 3 && screen.state.events.isCardOpen)
    judge(accuracies + [cut])
    #expect(screen.state.events.cursor == 1 && screen.state.events.isCardOpen)
    judge(losses + [cut])
    #expect(screen.state.events.cursor == 3 && screen.state.events.isCardOpen)
    // The event of a card that is listed no longer closes it.
    judge(losses)
    #expect(screen.state.events.cursor == nil && !screen.state.events.isCardOpen)
    _ = screen.state.reduce(.key(.character("D")))
    judge(accuracies + [cut, cut, cut])
    #expect(screen.state.events.cursor == nil && !screen.state.events.isCardOpen)
  }

  /// A list that is not focused follows the event that was chosen, too.
  @Test(arguments: [Size(80, 24), Size(120, 40)])
  func theListShowsTheChosenEvent(size: Size) {
    var run = Fixtures.state()
    _ = run.reduce(.resized(size))
    run.press(.character("F"), .character("E"))
    run.press(.escape)
    for _ in 0..<10 { run.press(.character("E")) }
    #expect(run.events.cursor == 0)
    let text = run.text(size)
    let first = EventText.lines(
      of: run.history.marks[0].text, run.history.marks[0].kind, width: 20)[0]
    #expect(text.contains { $0.contains(first) }, "\(text)")
  }

  /// The card begins with the metric that caused the event.
  @Test func theCardNamesTheWatchedMetricFirst() {
    var run = Fixtures.state()
    run.press(.character("D"))
    let text = run.text(Size(120, 40)).joined(separator: "\n").replacing("\u{A0}", with: " ")
    #expect(text.contains("values  val/mAP 0."), "\(text)")
  }

  /// The present best value keeps its star beside other marks.
  @Test func theStarOfTheBestValueIsNotCovered() {
    let info = RunHistory(
      name: "x", axis: .epoch, reach: 4, curves: [], stepSeries: [:], epochSeries: [:],
      learningRates: Series(), epochs: [],
      marks: [
        EventMark(x: 2, kind: .best, text: "best a 1"), EventMark(x: 2, kind: .edit, text: ""),
      ],
      entries: [], plannedEpochs: 4, startTime: 0, lastTime: 4)
    var grid = CellGrid(Size(40, 2))
    EventStripView(history: info, axis: TimeAxis(info), theme: .builtIn, symbols: .braille)
      .draw(in: grid.bounds, on: &grid)
    // What a person did stands beside it.
    #expect(grid.text[0].contains("✎★"))
    #expect(EventSigns.all(.braille).contains { $0.scalar == "┴" })
  }

  /// Where former best values would fill the strip, every second one is drawn.
  @Test(arguments: [24, 40, 60, 120]) func formerBestValuesThinOut(width: Int) {
    for count in [3, 12, 19, 40, 200] {
      let info = RunHistory(
        name: "x", axis: .epoch, reach: Double(count), curves: [], stepSeries: [:],
        epochSeries: [:], learningRates: Series(), epochs: [],
        marks: (1...count).map { EventMark(x: Double($0), kind: .best, text: "best a \($0)") },
        entries: [], plannedEpochs: count, startTime: 0, lastTime: 4)
      var grid = CellGrid(Size(width, 2))
      EventStripView(history: info, axis: TimeAxis(info), theme: .builtIn, symbols: .braille)
        .draw(in: grid.bounds, on: &grid)
      let ticks = grid.text[0].count { $0 == "┴" }
      #expect(ticks >= min(count - 1, width / 3) && ticks <= width / 2 + 1, "\(grid.text[0])")
    }
  }

  /// A position with many digits and a time of many hours leave a blank before the sign.
  @Test func longPositionsAndTimesDoNotTouchTheSign() {
    let entries = [503.0, 121_503].map {
      RunHistory.Entry(time: $0, x: $0, mark: .pause, text: "paused")
    }
    let info = RunHistory(
      name: "x", axis: .step, reach: 130_000, curves: [], stepSeries: [:], epochSeries: [:],
      learningRates: Series(), epochs: [], marks: [], entries: entries, plannedEpochs: 4,
      startTime: 0, lastTime: 4)
    for width in [30, 60] {
      var grid = CellGrid(Size(width, 6))
      EventsView(
        scene: EventScene(
          theme: .builtIn, history: info, axis: TimeAxis(info), isTimed: true, decimals: 0,
          filter: EventFilter(), cursor: nil, offset: 0, isFocused: false, selectionKey: "F"),
        symbols: .braille
      ).draw(in: grid.bounds, on: &grid)
      let rows = grid.text.filter { $0.contains("paused") }
      #expect(rows.count == 2 && rows.allSatisfy { $0.contains(" ‖ paused") }, "\(rows)")
    }
  }

  @Test func withoutALaterEventTheKeyOfEarlierOnesIsNamed() {
    var screen = Projector()
    screen.press(.character("e"))
    #expect(screen.state.message?.text == "no later event; E goes to earlier ones")
    screen.press(.home, .character("E"))
    #expect(screen.state.message?.text == "no earlier event; e goes to later ones")
  }

  /// At the oldest event further presses are not counted: the first one back moves the list.
  @Test(arguments: [Size(80, 24), Size(120, 40)])
  func scrollingEndsWithTheList(size: Size) {
    var run = Fixtures.state()
    _ = run.reduce(.resized(size))
    run.type(":set patience 4\n")
    run.press(.character("F"))
    for _ in 0..<40 { run.press(.pageUp) }
    let oldest = run.events.offset
    run.press(.pageUp)
    #expect(run.events.offset == oldest)
    run.press(.pageDown)
    #expect(run.events.offset == max(0, oldest - 5))
    for _ in 0..<40 { run.press(.pageDown) }
    #expect(run.events.offset == 0)
  }

  /// The number at the hairline stays readable while an event is chosen.
  @Test func theNumberAtTheHairlineIsNotHiddenByAnEvent() {
    let size = Size(120, 40)
    var run = run(of: 120, 40)
    run.press(.up)
    #expect(run.text(size).contains { $0.contains("9/10 epoch") || $0.contains("10/10 epoch") })
    run.type(":at 3\n")
    #expect(run.text(size).contains { $0.contains(" epoch 3.00 ") || $0.contains(" epoch 3 ") })
    #expect(!run.text(size).contains { $0.contains("/10 epoch") })
  }

  /// On a screen without the list, an event stands on the border for two epochs.
  @Test func theBorderShowsNewsOnly() {
    var run = Fixtures.state()
    _ = run.reduce(.resized(Size(60, 18)))
    let request = CommandRequest(
      id: "1", source: "key press",
      .edit(
        callback: "early_stopping", field: "restore_best_weights", value: .boolean(false)))
    run.report([
      RunEvent(
        time: run.now,
        .commandApplied(
          AppliedCommand(
            request: request, epoch: run.history.epoch, step: run.history.step,
            subject: "early_stopping.restore_best_weights", old: .boolean(true),
            new: .boolean(false))))
    ])
    // The name of the callback gives way before the values.
    let border = run.text(Size(60, 18)).first { $0.contains("╰─") && $0.contains("true → false") }
    #expect(border?.contains("✎ restore_best_weights true") == true, "\(border ?? "")")
    let epoch = run.history.epoch
    for number in 0..<4 {
      run.report([
        RunEvent(
          time: run.now,
          .epochEnded(
            EpochSummary(
              epoch: epoch + number, logs: ["loss": .number(0.4)], learningRate: 0.0002, seconds: 1,
              callbacks: run.history.callbacks)))
      ])
    }
    #expect(!run.text(Size(60, 18)).contains { $0.contains("╰─") && $0.contains("true → false") })
  }

  @Test func atTheOldestEventTheListIsFull() {
    var run = run(of: 80, 24)
    run.press(.character("F"))
    for _ in 0..<30 { run.press(.up) }
    let pane = run.text(Size(80, 24)).drop { !$0.contains("▸events") }
    let start = pane.first?.prefix { $0 != "▸" }.count ?? 0
    let rows = pane.dropFirst().map { $0.dropFirst(start) }.prefix { !$0.contains("╯") }
    let blank = rows.filter { $0.dropLast().allSatisfy(\.isWhitespace) }
    #expect(rows.count > 2 && blank.isEmpty)
  }

  @Test func aScreenWithoutAListShowsTheNewestImportantEvent() {
    let run = Fixtures.state(epochs: 10)
    let text = run.text(Size(60, 18))
    #expect(!text.contains { $0.contains("events") })
    #expect(text.contains { $0.contains("╰─ 9 ▼ rate 0.001 → 2e-4") })
    #expect(!run.text(Size(120, 40)).contains { $0.contains("╰─ 9 ▼") })
  }

  @Test func withoutEventsTheCardSaysSo() {
    var run = Fixtures.state(epochs: 0)
    run.press(.character("D"))
    #expect(run.message?.text == "no events yet" && !run.events.isCardOpen)
  }

  @Test func anEventOutsideOfTheShownPartIsMovedInto() throws {
    var run = Fixtures.state()
    run.press(.character("+"), .character("+"), .character("+"))
    let before = try #require(run.playback?.window)
    run.press(.character("e"))
    let mark = try #require(run.state.events.cursor.map { run.history.marks[$0] })
    let after = try #require(run.playback?.window)
    #expect(!before.contains(mark.x) && after.contains(mark.x))
  }
}
