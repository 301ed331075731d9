import Cells
import Charts
import Dashboard
import TestSupport
import Testing

@Suite struct HelpSearchTests {
  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40)])
  func keysAndCommandsAreFound(size: Size) throws {
    var run = Fixtures.state()
    run.press(.character("?"), .character("/"))
    run.type("stop")
    try expectScreen(
      view(run, size: size, symbols: .braille), named: "help-search-\(size.width)x\(size.height)")
  }

  /// No help is cut; what has no room is scrolled to.
  @Test(arguments: [Size(60, 18), Size(60, 24), Size(80, 18), Size(80, 24)])
  func everyKeyIsReadWhole(size: Size) {
    var run = Fixtures.state()
    _ = run.reduce(.resized(size))
    run.press(.character("?"))
    var seen = ""
    for _ in 0..<6 {
      seen += run.text(size).joined(separator: "\n")
      run.press(.pageDown)
      if run.mode != .help { run.press(.character("?")) }
    }
    for binding in KeyTable.bindings(in: run.state) where !binding.help.isEmpty {
      // Beside another column, long helps take two lines.
      for part in size.width < 80 ? [binding.help] : binding.help.wrapped(to: 30) {
        #expect(seen.contains(part), "\(binding.help)")
      }
    }
  }

  /// Keys stand in groups with headings.
  @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
  func keysStandInGroups(size: Size) {
    /// True for a heading that stands alone in a column of the list, which is scrolled to its end.
    func shows(_ heading: String, after keys: [Key] = []) -> Bool {
      var run = Fixtures.state()
      _ = run.reduce(.resized(size))
      for key in keys { run.press(key) }
      run.press(.character("?"))
      for _ in 0..<6 where run.mode == .help {
        let isShown = run.text(size).contains { line in
          line.contains("│ \(heading)  ") || line.contains("   \(heading)  ")
        }
        if isShown { return true }
        run.press(.pageDown)
      }
      return false
    }
    for heading in ["the run", "callbacks", "panes and charts", "this screen"] {
      #expect(shows(heading), "\(heading)")
    }
    #expect(!shows("this pane") && shows("this pane", after: [.tab]))
  }

  /// What is found is read whole: a long name has its help below it.
  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40)])
  func whatIsFoundIsNotCut(size: Size) {
    var run = Fixtures.state()
    run.press(.character("?"), .character("/"))
    run.type("stop")
    let text = run.text(size)
    #expect(!text.contains { $0.contains("stop after this …") })
    #expect(text.contains { $0.contains(":early_stopping.") })
    run.press(.control("u"))
    run.type("restore")
    #expect(run.text(size).contains { $0.contains(":early_stopping.restore_best_weights VALUE ") })
  }

  @Test func everyWordMustBeFound() {
    var run = Fixtures.state()
    run.press(.character("?"), .character("/"))
    run.type("SMOOTH curves")
    let text = run.text(Size(80, 24)).joined(separator: "\n")
    #expect(text.contains(":smooth"))
    #expect(!text.contains(":epoch"))
    run.type(" nowhere")
    #expect(run.text(Size(80, 24)).joined().contains("nothing found"))
  }

  /// In a replay, the keys of training are found, and when they work.
  @Test(arguments: [Size(24, 10), Size(60, 18), Size(80, 24), Size(120, 40)])
  func keysOfOtherTimesAreFound(size: Size) {
    var log = Projector()
    _ = log.state.reduce(.resized(size))
    log.press(.character("?"), .character("/"))
    log.type("stop")
    let text = view(log.state, size: size, symbols: .braille).text.joined(separator: "\n")
    #expect(!text.contains("nothing found"))
    #expect(text.contains("stop after this") && text.contains("while"))
    log.press(.control("u"))
    log.type("checkpoint now")
    #expect(
      view(log.state, size: size, symbols: .braille).text.joined(separator: "\n")
        .contains(":save"))
  }

  /// What has no room in the list of what was found is scrolled to.
  @Test(arguments: [Size(20, 4), Size(30, 8), Size(80, 24)]) func whatIsFoundScrolls(size: Size) {
    var run = Fixtures.state()
    _ = run.reduce(.resized(size))
    run.press(.character("?"), .character("/"))
    run.type("stop")
    var seen = ""
    for _ in 0..<40 {
      seen += run.text(size).joined(separator: "\n")
      run.press(.down)
    }
    #expect(seen.contains(":stop") && seen.contains("S"))
    // A name that is wider than the screen is cut.
    for topic in [":early_stopping.patience", ":early_stopping.restore_best_weights"] {
      #expect(seen.contains(topic) || size.width < topic.count + 4, "\(topic)")
    }
  }

  /// Where all fits there is nothing to scroll, and the help stays.
  @Test(arguments: [Size(60, 18), Size(200, 60)]) func keysThatScrollLeaveTheHelpOpen(size: Size) {
    var run = Fixtures.state()
    _ = run.reduce(.resized(size))
    for search in [[], [Key.character("/")]] {
      run.press(.character("?"))
      for key in search { run.press(key) }
      let (open, first) = (run.mode, run.text(size))
      for key in [Key.pageUp, .home, .end, .pageDown, .up, .home] {
        run.press(key)
        #expect(run.mode == open, "\(key)")
      }
      #expect(run.text(size) == first)
      run.press(.end)
      let last = run.text(size)
      run.press(.down)
      #expect(run.text(size) == last)
      run.press(.escape)
    }
  }

  /// The list scrolls by lines, as far as its end, and says how many are left.
  @Test(arguments: [Size(30, 8), Size(60, 18), Size(80, 24)]) func theSearchScrollsByLines(
    size: Size
  ) {
    var run = Fixtures.state()
    _ = run.reduce(.resized(size))
    run.press(.character("?"), .character("/"))
    var last = run.text(size)
    for _ in 0..<400 {
      #expect(!last.contains { $0.contains(" 0 more") })
      run.press(.down)
      let next = run.text(size)
      if next == last { break }
      // All but the first line of the list stay, one row higher.
      let row = size.height < 18 ? 3 : 6
      #expect(next[row] == last[row + 1], "\(size)")
      last = next
    }
    #expect(last.contains { $0.contains("the end") })
    run.press(.up)
    #expect(run.text(size) != last, "one key up scrolls at once")
  }

  @Test func theSearchCloses() {
    var run = Fixtures.state()
    run.press(.character("?"), .character("/"), .backspace)
    #expect(run.mode == .help)
    run.press(.character("/"), .escape)
    #expect(run.mode == .normal)
  }
}
