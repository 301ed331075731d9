import Cells
import Charts
import CommandEntry
import Consequences
import Dashboard
import Dialogs
import RunModel
import TestSupport
import Testing
import Themes

/// Dialogs on screens of every size: nothing that decides is cut.
@Suite struct DialogTests {
  static let sizes = [
    Size(20, 4), Size(20, 5), Size(24, 6), Size(30, 8), Size(40, 10), Size(50, 14), Size(59, 17),
    Size(60, 18), Size(80, 24),
  ]

  /// The words of a screen, without frames and dots.
  private func words(_ rows: [String]) -> [Substring] {
    rows.flatMap { $0.split { !$0.isLetter && $0 != "\u{2026}" } }
  }

  /// Every answer of a question has its key, and no word of it is cut.
  @Test(arguments: sizes) func questionsAreReadWhole(size: Size) {
    let known: Set<Substring> = [
      "Quit", "Stop", "training", "now", "y", "s", "h", "esc", "stop", "save", "and", "quit",
      "after", "this", "epoch", "then", "leave", "the", "screen", "continues", "it", "on", "stay",
      "batch", "keep", "running",
    ]
    for (key, keys) in [
      (Key.character("q"), ["y", "s", "h", "esc"]), (.character("S"), ["y", "s", "esc"]),
    ] {
      var run = Fixtures.state()
      _ = run.reduce(.resized(size))
      run.press(key)
      let shown = words(dialog(in: run.text(size)))
      for key in keys { #expect(shown.contains(Substring(key)), "\(size) \(key)") }
      for word in shown { #expect(known.contains(word), "\(size) \(word)") }
    }
  }

  /// The rows of a question; of one without a frame the whole screen.
  private func dialog(in rows: [String]) -> [String] {
    let titles = ["\u{256D} Quit?", "\u{256D} Stop"]
    for (index, row) in rows.enumerated() {
      for title in titles {
        guard let start = row.firstRange(of: title)?.lowerBound,
          let end = row[start...].firstIndex(of: "\u{256E}")
        else { continue }
        let column = row.distance(from: row.startIndex, to: start)
        let width = row.distance(from: start, to: end)
        let inside = rows[index...].map { String($0.dropFirst(column + 1).prefix(width - 1)) }
        return Array(inside.prefix { !$0.hasPrefix("\u{2500}\u{2500}") })
      }
    }
    return rows
  }

  /// Every key's help can be scrolled to, whole words only.
  @Test(arguments: sizes) func everyKeyCanBeReadAtEverySize(size: Size) {
    var run = Fixtures.state()
    _ = run.reduce(.resized(size))
    run.press(.character("?"))
    var seen: Set<Substring> = []
    for _ in 0..<400 where run.mode == .help {
      seen.formUnion(words(run.text(size)))
      run.press(.down)
    }
    for binding in KeyTable.bindings(in: run.state) where !binding.help.isEmpty {
      for word in binding.help.split(whereSeparator: { !$0.isLetter }) {
        #expect(seen.contains(word), "\(size): \(word) of \(binding.help)")
      }
    }
  }

  /// The refusal of a typed value is read whole.
  @Test(arguments: sizes) func aRefusalIsReadWhole(size: Size) {
    var run = Fixtures.state()
    _ = run.reduce(.resized(size))
    run.press(.enter)
    run.type("x")
    let refusal = run.state.preview.refusal ?? ""
    #expect(!refusal.isEmpty)
    let shown = Set(words(run.text(size)))
    for word in refusal.split(whereSeparator: { !$0.isLetter }) {
      #expect(shown.contains(word), "\(size): \(word) of \(refusal)")
    }
  }

  /// A high screen puts the charts over the whole width, below the card.
  @Test(arguments: 56...59) func aHighScreenIsFilled(width: Int) {
    let text = Fixtures.state().text(Size(width, 60))
    let frame = text.first { $0.hasPrefix("╭") }
    #expect(frame?.count == width && frame?.hasSuffix("╮") == true, "\(text)")
    #expect(text.suffix(10).contains { $0.contains("│") })
  }

  /// A small screen says how a run ended, too, and what can be done now.
  @Test(arguments: [Size(40, 12), Size(59, 17), Size(30, 40)]) func theEndIsSaid(size: Size) {
    var run = Fixtures.state()
    _ = run.reduce(.resized(size))
    run.report([
      RunEvent(
        time: run.now + 1,
        .runEnded(RunEnd(reason: .completed, epochs: 11, restoredEpoch: nil, seconds: 30)))
    ])
    #expect(run.state.isEndCardOpen)
    let text = run.text(size).joined(separator: "\n")
    #expect(text.contains("done: 11 epochs") && text.contains("esc close"))
    _ = run.reduce(.tick(run.now + 1))
    run.press(.escape)
    #expect(!run.text(size).joined().contains("esc close"))
  }

  /// In the menu of commands, the number of the others overprints nothing.
  @Test func theMenuOfCommandsOverprintsNothing() {
    let help = "aaaa bbbb cccc dddd eeee ffff gggg hhhh"
    let menu = CommandMenu(
      (10..<24).map { CommandWord("word\($0)", form: "NUMBER or so", help: help) })
    let known = Set(
      help.split(separator: " ") + ["NUMBER", "or", "so", "…"] + (10..<24).map { "word\($0)" })
    for width in 17...100 {
      for walked in [nil, 0, 13] as [Int?] {
        var line = EntryLine("")
        if let walked {
          for _ in 0...walked { line.walk(by: 1, through: menu.matches(for: "")) }
        }
        var grid = CellGrid(Size(width, 12), fill: Cell(" ", .plain))
        CommandMenuView(menu, for: line, theme: ThemeSelection().theme, symbols: .braille)
          .draw(in: grid.bounds, on: &grid)
        let last = grid.text[11]
        let parts = last.split(separator: " 4 more", omittingEmptySubsequences: false)
        #expect(parts.count == 2, "\(width): \(last)")
        for word in parts[0].split(whereSeparator: { $0 == " " || $0 == "▸" }) {
          #expect(known.contains(word), "\(width): \(last)")
        }
      }
    }
  }
}
