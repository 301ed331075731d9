import CommandEntry
import Testing

/// The matches and the history of a command line.
@Suite struct CommandEntryTests {
  private let menu = CommandMenu([
    CommandWord("pause", help: "wait"), CommandWord("patience", form: "VALUE", help: ""),
    CommandWord("metric", form: "NAME", help: "", arguments: ["val/mAP", "val/AP50", "loss box"]),
    CommandWord("early_stopping.patience", form: "VALUE", help: ""),
  ])

  private func lines(_ text: String) -> [String] { menu.matches(for: text).map(\.line) }

  @Test func whatBeginsWithTheTextStandsBeforeWhatContainsIt() {
    #expect(lines("pa") == ["pause", "patience ", "early_stopping.patience "])
    #expect(lines("pat") == ["patience ", "early_stopping.patience "])
    #expect(lines("").count == 4 && lines("nothing").isEmpty)
  }

  @Test func whereNoNameFitsTheHelpIsSearched() {
    let menu = CommandMenu([
      CommandWord("log-axis", help: "a logarithmic scale across"),
      CommandWord("zoom", help: "another scale"), CommandWord("log", help: "none"),
    ])
    #expect(menu.matches(for: "scale").map(\.line) == ["log-axis", "zoom"])
    // A single name is taken, whatever else the help speaks of.
    #expect(menu.matches(for: "zo").map(\.line) == ["zoom"])
    // The beginning of a word, of two letters at least.
    #expect(menu.matches(for: "garith").isEmpty && menu.matches(for: "f").isEmpty)
  }

  @Test func theHelpComesBeforeNamesThatOnlyContainTheText() {
    let menu = CommandMenu([
      CommandWord("model_checkpoint.verbose", form: "VALUE", help: "now 0"),
      CommandWord("save", help: "save a checkpoint now"),
      CommandWord("my-checkpoint", help: "another checkpoint"),
    ])
    #expect(
      menu.matches(for: "checkp").map(\.line) == [
        "save", "my-checkpoint", "model_checkpoint.verbose ",
      ])
    #expect(menu.matches(for: "my").map(\.line) == ["my-checkpoint"])
  }

  @Test func afterTheWordItsArgumentsAreListed() {
    #expect(lines("metric ") == ["metric val/mAP", "metric val/AP50", "metric loss box"])
    #expect(lines("metric ap") == ["metric val/mAP", "metric val/AP50"])
    #expect(lines("me 50") == ["metric val/AP50"])
    #expect(menu.matches(for: "patience ").map(\.form) == ["VALUE"])
    #expect(lines("what 5").isEmpty)
  }

  @Test func tabWalksThroughTheMatchesAndRound() {
    var line = EntryLine("pa")
    var seen: [String] = []
    for _ in 0..<4 {
      line.walk(by: 1, through: menu.matches(for: line.sought))
      seen.append(line.text)
    }
    #expect(seen == ["pause", "patience ", "early_stopping.patience ", "pause"])
    #expect(line.walked == 0 && line.sought == "pa")
    line.walk(by: -1, through: menu.matches(for: line.sought))
    #expect(line.text == "early_stopping.patience ")
    // Typing takes what is shown.
    line.type(line.text + "5")
    #expect(line.walked == nil && line.sought == "early_stopping.patience 5")
  }

  @Test func typingReplacesASelectedText() {
    var line = EntryLine("old", isSelected: true)
    #expect(line.isSelected && !EntryLine("", isSelected: true).isSelected)
    line.append("n")
    line.append("ew")
    #expect(line.text == "new" && !line.isSelected)
    // An edit keeps the rest.
    line = EntryLine("old", isSelected: true)
    line.type("ol")
    line.append("ive")
    #expect(line.text == "olive")
  }

  @Test func aSingleMatchIsTakenSoThatItsArgumentsFollow() {
    var line = EntryLine("met")
    line.walk(by: 1, through: menu.matches(for: line.sought))
    #expect(line.text == "metric " && line.sought == "metric ")
    line.walk(by: 1, through: menu.matches(for: line.sought))
    #expect(line.text == "metric val/mAP")
    var nothing = EntryLine("zzz")
    nothing.walk(by: 1, through: menu.matches(for: "zzz"))
    #expect(nothing.text == "zzz")
  }

  @Test func earlierLinesThatBeginAlikeAreRecalled() {
    var history = EntryHistory()
    for text in ["pause", "lr 0.1", "patience 5", "lr 0.1", "  "] { history.add(text) }
    #expect(history.lines == ["pause", "patience 5", "lr 0.1"])
    var line = EntryLine()
    line.recall(by: 1, from: history.lines)
    #expect(line.text == "lr 0.1")
    line.recall(by: 1, from: history.lines)
    line.recall(by: 1, from: history.lines)
    line.recall(by: 1, from: history.lines)
    #expect(line.text == "pause")
    line.recall(by: -1, from: history.lines)
    #expect(line.text == "patience 5")
    line = EntryLine("pa")
    line.recall(by: 1, from: history.lines)
    #expect(line.text == "patience 5")
    line.recall(by: -1, from: history.lines)
    #expect(line.text == "pa")
  }

  @Test func aHistoryHasAnEnd() {
    var history = EntryHistory()
    for number in 0..<500 { history.add("\(number)") }
    #expect(history.lines.count == EntryHistory.limit && history.lines.last == "499")
  }
}
