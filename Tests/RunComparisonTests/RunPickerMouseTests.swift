internal import Cells
internal import Charts
internal import RunComparison
internal import Testing
internal import Themes

/// The mouse on the table of runs.
extension RunPickerTests {
  @Test func theMouseScrollsTheHelpAndActsOnNoRunBelowIt() {
    let size = Size(50, 8)
    var picker = Self.picker([.character("?")])
    func text() -> [String] {
      picker.grid(size: size, theme: .builtIn, symbols: .braille).text
    }
    func isOpen() -> Bool { text().contains { $0.contains("╭ keys") } }
    let first = text()
    _ = picker.use(Mouse(.wheelDown, column: 9, row: 5), on: size)
    #expect(text() != first && isOpen() && picker.chosen == 0)
    for action in [Mouse.Action.press, .rightPress] {
      #expect(picker.use(Mouse(action, column: 9, row: 5), on: size) == nil)
      #expect(picker.chosen == 0 && picker.marked.isEmpty && !isOpen())
      _ = picker.press(.character("?"), on: size)
      #expect(text() == first, "it begins at its first line again")
    }
  }

  @Test func theMouseChoosesMarksAndOpens() {
    var picker = Self.picker()
    let size = Size(100, 20)
    let text = picker.grid(
      size: size, theme: .builtIn, symbols: .fitting(isUnicode: true, colorDepth: .trueColor)
    ).text
    let row = text.firstIndex { $0.contains("exp4 ") } ?? 0
    #expect(picker.use(Mouse(.press, column: 9, row: row), on: size) == nil)
    #expect(picker.chosen == 3)
    // Someone may click again to be sure; only a double click opens.
    #expect(picker.use(Mouse(.press, column: 9, row: row), on: size) == nil)
    let second = Mouse(.press, column: 9, row: row, isDouble: true)
    #expect(picker.use(second, on: size) == .open([3]))
    _ = picker.use(Mouse(.rightPress, column: 9, row: row + 1), on: size)
    _ = picker.use(Mouse(.wheelDown, column: 9, row: row), on: size)
    #expect(picker.marked == [4] && picker.chosen == 5)
    for row in [0, 1, 18, 25] {
      #expect(picker.use(Mouse(.press, column: 9, row: row), on: size) == nil)
    }
    #expect(picker.chosen == 5)
  }

  @Test func aClickOnATitleSortsByItAndASecondOneReverses() throws {
    var picker = Self.picker()
    let size = Size(100, 20)
    func head(_ picker: RunPicker) -> String {
      picker.grid(size: size, theme: .builtIn, symbols: .braille).text[1]
    }
    func click(on word: String) throws {
      let row = head(picker)
      let start = try #require(row.firstRange(of: word)).lowerBound
      let column = row.distance(from: row.startIndex, to: start)
      _ = picker.use(Mouse(.press, column: column, row: 1), on: size)
    }
    try click(on: "last")
    #expect(picker.order == RunOrder(.last) && head(picker).contains(" last↓"))
    let chosen = picker.chosen
    try click(on: "last")
    #expect(picker.order == RunOrder(.last, isReversed: true) && head(picker).contains(" last↑"))
    try click(on: "run ")
    #expect(picker.order == RunOrder(.name) && head(picker).contains(" run↑ "))
    try click(on: "Δ best")
    #expect(picker.order == RunOrder(.best) && picker.chosen == chosen)
    try click(on: "curve")
    #expect(picker.order == RunOrder(.best), "curves have no order")
  }

  @Test func aClickOnAKeyOfTheLastRowDoesWhatTheKeyDoes() throws {
    var picker = Self.picker()
    let size = Size(100, 20)
    func click(on word: String, _ offset: Int = 0) throws -> RunPicker.Outcome? {
      let row = picker.grid(size: size, theme: .builtIn, symbols: .braille).text[19]
      let start = try #require(row.firstRange(of: word)).lowerBound
      let column = row.distance(from: row.startIndex, to: start) + offset
      return picker.use(Mouse(.press, column: column, row: 19), on: size)
    }
    #expect(try click(on: "s S sort") == nil && picker.order == RunOrder(.best))
    #expect(try click(on: "s S sort", 2) == nil)
    #expect(picker.order == RunOrder(.best, isReversed: true))
    #expect(try click(on: "Space mark", 7) == nil && picker.marked.count == 1)
    #expect(try click(on: "? help") == nil && picker.isHelpOpen)
    #expect(try click(on: "? help") == nil && !picker.isHelpOpen)
    #expect(try click(on: "q quit") == .quit)
    #expect(try click(on: "Enter compare") == .open([0]))
  }

  /// In a long table, the rows move with the choice.
  @Test func aDoubleClickInALongTableOpensTheRunOfItsFirstPress() {
    var picker = Self.picker()
    let size = Size(100, 8)
    let first = Mouse(.press, column: 9, row: 5)
    #expect(picker.use(first, on: size) == nil)
    let chosen = picker.chosen
    #expect(chosen == 3)
    let second = Mouse(.press, column: 9, row: 5, isDouble: true)
    #expect(picker.use(second, on: size) == .open([chosen ?? -1]))
  }

  @Test func clicksInTheSmallestTerminalsAreHarmless() {
    var picker = Self.picker()
    for height in 0...4 {
      let click = Mouse(.press, column: 1, row: 1)
      _ = picker.use(click, on: Size(20, height))
    }
    #expect(picker.chosen != nil)
  }

  @Test func aClickDoesNotSendHalfACommand() {
    var picker = RunPicker(
      Self.runs, title: "runs", filters: [], order: RunOrder(), isSteerable: true)
    for key in Self.typed(":stop") { _ = picker.press(key) }
    let outcome = picker.use(Mouse(.press, column: 5, row: 2), on: Size(80, 24))
    #expect(outcome == nil)
  }

  /// The first press has closed the list of keys, and chosen no run.
  @Test func aDoubleClickOnTheHelpOpensNoRun() {
    let size = Size(100, 20)
    var picker = Self.picker([.character("?")])
    func click(isDouble: Bool) -> RunPicker.Outcome? {
      picker.use(Mouse(.press, column: 9, row: 5, isDouble: isDouble), on: size)
    }
    #expect(click(isDouble: false) == nil && !picker.isHelpOpen)
    #expect(click(isDouble: true) == nil && picker.chosen == 3)
    #expect(click(isDouble: true) == .open([3]))
  }
}
