internal import EventLists
internal import OrderedCollections
internal import RunModel
internal import Testing

@Suite struct EventRowTests {
  private static func entry(_ x: Double, _ mark: EventMark.Kind?, _ text: String)
    -> RunHistory.Entry
  {
    RunHistory.Entry(time: 100 * x, x: x, mark: mark, text: text)
  }

  private static let entries = [
    entry(1, .best, "best val/mAP 0.5"), entry(1, .checkpoint, "saved best.safetensors"),
    entry(2, .best, "best val/mAP 0.6"), entry(2, .checkpoint, "saved best.safetensors"),
    entry(2, .best, "best val_loss 0.3"), entry(2.5, .edit, "patience 5 → 6 (key press)"),
    entry(3, .learningRateCut, "learning rate 0.1 → 0.01 (ReduceLROnPlateau)"),
    entry(4, .schedule, "learning rate 0.01 → 0.02 (LearningRateScheduler)"),
    entry(4, .warning, "NonFiniteGuard: loss is nan"), entry(4, nil, "resumed"),
    entry(5, .best, "best val/mAP 0.7"), entry(6, .end, "trained all epochs"),
  ]

  @Test func aBestValueAndItsSavedWeightsAreOneRow() {
    let rows = EventRow.rows(Self.entries)
    #expect(rows.count == 10)
    #expect(rows[0].text == "best val/mAP 0.5, saved")
    #expect(rows[1].text == "best val/mAP 0.6, saved")
    #expect(rows.map(\.index) == [0, 2, 4, 5, 6, 7, 8, 9, 10, 11])
  }

  /// Which of the two the weights were saved for, the events do not say.
  @Test func weightsSavedBehindSeveralBestValuesAreARowOfTheirOwn() {
    let rows = EventRow.rows([
      Self.entry(1, .best, "best val/mAP 0.5"), Self.entry(1, .best, "best val_loss 0.4"),
      Self.entry(1, .checkpoint, "saved best.safetensors"),
      Self.entry(2, .best, "best val/mAP 0.6"),
      Self.entry(2, .checkpoint, "saved best.safetensors"),
    ])
    #expect(
      rows.map(\.text) == [
        "best val/mAP 0.5", "best val_loss 0.4", "saved best.safetensors",
        "best val/mAP 0.6, saved",
      ])
    #expect(rows.map(\.isReplaced) == [true, false, true, false])
  }

  @Test func weightsSavedBehindOtherEventsAreRowsOfTheirOwn() {
    let between = EventRow.rows([
      Self.entry(1, .best, "best val/mAP 0.5"), Self.entry(1, .learningRateCut, "rate 0.1 → 0.01"),
      Self.entry(1, .checkpoint, "saved best.safetensors"),
    ])
    #expect(
      between.map(\.text) == ["best val/mAP 0.5", "rate 0.1 → 0.01", "saved best.safetensors"])
    let two = EventRow.rows([
      Self.entry(1, .best, "best val/mAP 0.5"), Self.entry(1, .best, "best val_loss 0.4"),
      Self.entry(1, .checkpoint, "saved best.ckpt"), Self.entry(1, .checkpoint, "saved last.ckpt"),
    ])
    #expect(two.map(\.text).suffix(2) == ["saved best.ckpt", "saved last.ckpt"])
  }

  @Test func aLaterBestValueReplacesThoseOfTheSameMetric() {
    let rows = EventRow.rows(Self.entries)
    #expect(
      rows.filter(\.isReplaced).map(\.text) == [
        "best val/mAP 0.5, saved", "best val/mAP 0.6, saved",
      ])
    let marks = Self.entries.compactMap { entry in
      entry.mark.map { EventMark(x: entry.x, kind: $0, text: entry.text) }
    }
    // The first two bests of val/mAP, and the weights that were saved again.
    #expect(marks.replacedIndices == [0, 1, 2])
  }

  @Test(arguments: [
    (EventSelection.news, 8), (.all, 10), (.best, 5), (.rate, 3), (.edits, 2), (.alarms, 2),
  ]) func aSelectionKeepsItsKindAndTheEnd(selection: EventSelection, count: Int) {
    let rows = EventRow.rows(Self.entries).filter(selection.includes)
    #expect(rows.count == count)
    #expect(rows.last?.mark == .end)
  }

  private static let scheduled: [RunHistory.Entry] = {
    let rates = [1, 2, 3, 2, 1]
    let changes = zip(rates.indices, zip(rates, rates.dropFirst())).map { index, rate in
      entry(
        Double(index + 1), .schedule,
        "learning rate 0.\(rate.0) → 0.\(rate.1) (LearningRateScheduler)")
    }
    return Array(changes[..<3]) + [entry(3, .best, "best val/mAP 0.5")] + [changes[3]]
  }()

  @Test func changesByOneScheduleAreARowForEachPhase() {
    let rows = EventRow.rows(Self.scheduled)
    let listed = EventFilter().listed(of: rows)
    #expect(listed.map(\.x) == [2, 3, 4])
    #expect(listed.map(\.phase?.start) == [1, nil, 3])
    #expect(listed.map(\.phase?.old) == [0.1, nil, 0.3])
    #expect(listed.map(\.phase?.new) == [0.3, nil, 0.1])
    #expect(rows.filter(EventSelection.all.includes).count == 5)
    let marks = Self.scheduled.compactMap { entry in
      entry.mark.map { EventMark(x: entry.x, kind: $0, text: entry.text) }
    }
    #expect(EventFilter().listedIndices(of: marks) == [1, 3, 4])
    #expect(marks.phasePartIndices == [0, 2])
  }

  /// A change by somebody else, or by another schedule, ends a phase.
  @Test func aChangeByAnotherEndsAPhase() {
    func change(_ x: Double, _ kind: EventMark.Kind, _ words: String) -> RunHistory.Entry {
      Self.entry(x, kind, "learning rate \(words)")
    }
    let rows = EventRow.rows([
      change(1, .schedule, "0.5 → 0.4 (A)"), change(2, .edit, "0.4 → 0.3 (key press)"),
      change(3, .schedule, "0.3 → 0.2 (A)"), change(4, .schedule, "0.2 → 0.1 (B)"),
    ])
    #expect(rows.filter(EventSelection.news.includes).map(\.x) == [1, 2, 3, 4])
    #expect(rows.allSatisfy { $0.phase == nil })
  }

  @Test func selectionsFollowEachOther() {
    var selection = EventSelection.news
    for _ in EventSelection.allCases { selection = selection.next }
    #expect(selection == .news)
  }

  @Test func theWordOfTheStarGivesWay() {
    #expect(EventText.lines(of: "best val/mAP 0.5, saved", .best, width: 17) == ["mAP 0.5, saved"])
    // All rows of a list have one form.
    for width in 16...40 {
      let forms = ["0.5", "0.8257", "0.795531"].flatMap { value in
        ["", ", saved"].map { saved in
          EventText.lines(of: "best val/mAP \(value)\(saved)", .best, width: width, areSaved: true)[
            0
          ]
          .hasPrefix("best ")
        }
      }
      #expect(Set(forms).count == 1, "\(width)")
    }
  }

  @Test func aChangeThatIsTooLongForALineLosesTheWordsOfItsSignAndIsCutBeforeItsCallback() {
    let change = "patience 5 → 6 (EarlyStopping, key press)"
    #expect(EventText.lines(of: change, .edit, width: 60) == [change])
    #expect(
      EventText.lines(of: change, .edit, width: 30) == ["patience 5 → 6 (EarlyStopping)"])
    let typed = "patience 5 → 6 (EarlyStopping, typed command)"
    #expect(
      EventText.lines(of: typed, .edit, width: 24) == ["patience 5 → 6", "(EarlyStopping)"])
    #expect(EventText.headline(of: typed, .edit, width: 30) == "patience 5 → 6 (EarlyStopping)")
    #expect(EventText.headline(of: typed, .edit, width: 20) == "patience 5 → 6")
    #expect(
      EventText.lines(of: "EarlyStopping is off (key press)", .edit, width: 24)
        == ["EarlyStopping is off"])
    let cut = "learning rate 0.1 → 0.01 (ReduceLROnPlateau)"
    #expect(EventText.lines(of: cut, .learningRateCut, width: 60) == [cut])
    let told = "patience 5 → 6 (EarlyStopping, plateau tell)"
    #expect(EventText.lines(of: told, .edit, width: 24).joined(separator: " ") == told)
  }

  // MARK: Where there is little room

  @Test func importantEventsComeFirstWhereNotAllFit() {
    let rows = EventRow.rows(Self.entries)
    let shown = EventRow.fitting(rows, in: 4) { _ in 1 }
    #expect(shown.map(\.mark) == [.edit, .learningRateCut, .warning, .end])
    #expect(EventRow.fitting(rows, in: 5) { _ in 1 }.map(\.mark).contains(.best))
    #expect(EventRow.fitting(rows, in: 99) { _ in 1 } == rows)
    // The newest is shown even if it has more lines than there is room for.
    #expect(EventRow.fitting(rows, in: 1) { _ in 3 }.map(\.mark) == [.end])
  }

  @Test func theHeadlineIsTheNewestImportantEvent() {
    let rows = EventRow.rows(Array(Self.entries.dropLast(1)))
    #expect(EventRow.headline(of: rows)?.mark == .warning)
    #expect(EventRow.headline(of: EventRow.rows([Self.entries[0]])) == nil)
  }

  // MARK: Patterns

  @Test(arguments: [
    ("map", 3), ("rate 0.*", 2), ("*rate 0?1*", 1), ("best.*0\\.[67]", 2), ("change by hand", 1),
    ("zzz", 0),
  ]) func aPatternSearchesAllEvents(text: String, count: Int) {
    var filter = EventFilter()
    filter.match(text)
    let rows = EventRow.rows(Self.entries)
    #expect(filter.listed(of: rows).count == count)
    filter.match("")
    #expect(filter.listed(of: rows).count == 8)
  }

  @Test func aPatternSearchesWithinASelection() {
    var filter = EventFilter()
    filter.selection = .rate
    filter.match("schedule")
    #expect(filter.listed(of: EventRow.rows(Self.entries)).map(\.mark) == [.schedule])
  }

  // MARK: Details

  @Test func theDetailsOfABestValueCompareItWithTheOneBefore() {
    let history = RunHistory(
      name: "x", axis: .epoch, reach: 6,
      curves: [], stepSeries: [:],
      epochSeries: [
        "val/mAP": Series([SeriesPoint(x: 1, y: 0.5), SeriesPoint(x: 5, y: 0.7)]),
        // What callbacks log of the rate is not told a second time.
        "learning_rate": Series([SeriesPoint(x: 5, y: 0.01)]),
      ],
      learningRates: Series([SeriesPoint(x: 0, y: 0.1), SeriesPoint(x: 3, y: 0.01)]), epochs: [],
      marks: Self.entries.compactMap { entry in
        entry.mark.map { EventMark(x: entry.x, kind: $0, text: entry.text) }
      }, entries: Self.entries, plannedEpochs: 6, startTime: 0, lastTime: 600)
    let row = EventRow.rows(Self.entries)[8]
    func card(firstEpoch: Int) -> EventDetails {
      EventDetails(
        of: row, in: history, position: "epoch 5", firstEpoch: firstEpoch, isTimed: true)
    }
    let details = card(firstEpoch: 1)
    #expect(details.kind == .best && details.text == "best val/mAP 0.7")
    #expect(
      details.lines.map { "\($0.label): \($0.text)" } == [
        "at: the end of epoch 5", "after: 8:20 of training", "before: 0.6000 @2, now +0.1",
        "rate: 0.01", "values: val/mAP\u{A0}0.7000",
      ])
    // As in the list, the numbers are those of the log.
    let lines = card(firstEpoch: 0).lines.map(\.text)
    #expect(lines[0] == "the end of epoch 4" && lines[2] == "0.6000 @1, now +0.1")
  }
}
