internal import EventLists
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

  @Test func selectionsFollowEachOther() {
    var selection = EventSelection.news
    for _ in EventSelection.allCases { selection = selection.next }
    #expect(selection == .news)
  }

  @Test func theWordOfTheStarGivesWay() {
    #expect(EventText.lines(of: "best val/mAP 0.5, saved", .best, width: 17) == ["mAP 0.5, saved"])
  }
}
