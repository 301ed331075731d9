import CallbackPanels
import Cells
import Charts
import Dashboard
import Playbacks
import RunDisplay
import RunModel
import Testing

/// A small screen shows whole words and does not contradict itself.
@Suite struct WholeWordsTests {
  private func lines(_ state: some TestedScreen, _ width: Int = 80, _ height: Int = 24) -> [String]
  {
    view(state, size: Size(width, height), symbols: .braille).text
  }

  /// A run whose chart has its best value in epoch 13: better than the callbacks' best of epoch 9, but by less than
  /// their least improvement.
  private func missed(by delta: Double) -> OwnRun {
    var state = Fixtures.state()
    let best = state.history.callbacks[1].best ?? 0
    let summary = EpochSummary(
      epoch: 11, logs: ["val/mAP": .number(best + delta)], learningRate: 0.0002, seconds: 1,
      callbacks: Fixtures.callbacks(wait: 1, best: best, bestEpoch: 10))
    state.report([RunEvent(time: state.now, .epochEnded(summary))])
    return state
  }

  @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
  func aBestThatIsNotTheChartsNamesItsLeastImprovement(size: Size) throws {
    let shown = lines(missed(by: 0.0005), size.width, size.height)
    #expect(shown.contains { $0.contains("best 0.9072 @12") })
    let row = try #require(shown.first { $0.contains("best 0.9067") })
    // Nobody has to add up what counts.
    #expect(row.contains("beat 0.9077"), "\(row)")
    #expect(
      size.width < 200
        || shown.contains { $0.contains(" beat 0.9077 ") && $0.contains("best 0.9072 @12") })
    #expect(size.width < 200 || row.contains(", min_delta 0.001"), "\(row)")
    // When both are the same, nothing has to be explained.
    let plain = lines(Fixtures.state(), size.width, size.height)
    #expect(!plain.contains { $0.contains(", min_delta") })
    #expect(plain.contains { $0.contains("best 0.9067 @11") && $0.contains("beat 0.9077") })
  }

  /// The values of a callback come before the groups of their names and the digits that charts leave out.
  @Test func aCallbacksWordsShortenBeforeTheyAreCut() {
    let measured = CallbackSummary("val/mAP 0.841961, val/AP50 0.992124, every epoch")
    #expect(
      measured.fitting(60, ellipsis: "…") == "val/mAP 0.841961, val/AP50 0.992124, every epoch")
    #expect(measured.fitting(40, ellipsis: "…") == "mAP 0.8420, AP50 0.9921, every epoch")
    #expect(measured.fitting(20, ellipsis: "…") == "mAP 0.8420, …")
    let saved = CallbackSummary("20 saved → best.safetensors")
    #expect(saved.fitting(27, ellipsis: "…") == "20 saved → best.safetensors")
    #expect(saved.fitting(24, ellipsis: "…") == "20 saved → best")
    #expect(
      CallbackSummary("26 rows → log.csv, 1.5 s").fitting(3, ellipsis: "…")
        == "26 rows → log.csv, …")
  }

  /// Where there are rows for them, the words of a callback go on below.
  @Test func aCallbacksWordsTakeAsManyRowsAsTheyNeed() {
    let words = "val/mAP 0.841961, val/AP50 0.992124, every epoch"
    func rows(_ first: Int, _ rest: Int) -> [String] {
      CallbackSummary(words).rows(first: first, rest: rest, ellipsis: "…")
    }
    #expect(rows(60, 60) == [words])
    #expect(rows(24, 40) == ["val/mAP 0.841961,", "val/AP50 0.992124, every epoch"])
    #expect(rows(24, 20) == ["val/mAP 0.841961,", "val/AP50 0.992124,", "every epoch"])
    #expect(
      rows(12, 20) == ["mAP 0.8420,", "val/AP50 0.992124,", "every epoch"], "no number is cut")
    #expect(
      rows(8, 20) == ["", "val/mAP 0.841961,", "val/AP50 0.992124,", "every epoch"],
      "beside a long name there is no room")
    #expect(CallbackSummary("20 saved").rows(first: 20, rest: 20, ellipsis: "…") == ["20 saved"])
    var info = Fixtures.info
    info.callbacks[0].summary = words
    var run = OwnRun(now: Fixtures.start)
    run.report([RunEvent(time: Fixtures.start, .runStarted(info))])
    for size in [Size(120, 40), Size(200, 60), Size(300, 90)] {
      let text = lines(run, size.width, size.height).joined(separator: "\n")
      #expect(text.contains("val/mAP 0.841961") && text.contains("val/AP50 0.992124"))
      #expect(text.contains("every epoch"), "\(size)")
    }
  }

  /// The invitation to try callbacks hides no metric.
  @Test(arguments: [Size(60, 18), Size(76, 20), Size(80, 24), Size(120, 40)])
  func theMetricsComeBeforeTheInvitation(size: Size) {
    let log = LogFixture(name: "steps.log", count: 30, metric: "auc", counted: [.step])
    var overview = RunOverview(log)
    overview.recorded = []
    var state = DashboardState(
      now: 0, subject: .playback(Playback([overview], isFollowing: false)))
    _ = state.reduce(.resized(size))
    _ = state.reduce(.shown(overview.whole, others: [:]))
    let text = view(state, size: size, symbols: .braille).text
    #expect(text.contains { $0.contains("│   auc ") }, "\(size)")
    #expect(text.contains { $0.contains("│   loss ") || $0.contains("│   val_loss ") }, "\(size)")
  }

  @Test func theCommaBehindAPathStays() {
    let saved = CallbackSummary("20 saved → best.safetensors, every epoch")
    #expect(saved.fitting(30, ellipsis: "…") == "20 saved → best, every epoch")
  }

  @Test(arguments: [Size(80, 24), Size(60, 18), Size(120, 40)])
  func theKeyThatStopsIsAmongTheKeysBelow(size: Size) {
    let footer = lines(Fixtures.state(), size.width, size.height).last ?? ""
    #expect(footer.contains("s stop"), "\(footer)")
    #expect(footer.contains("? help") && footer.contains("q quit"))
  }

  @Test(arguments: [18, 24, 30], [60, 80, 100])
  func anEventIsShownWholeOrWithItsHead(height: Int, width: Int) {
    var state = Fixtures.state()
    for offset in 0..<12 {
      let shown = lines(state, width, height)
      if let top = shown.firstIndex(where: { $0.contains("╭ events") }) {
        // A first row without a position is the tail of something.
        let row = String(
          shown[top + 1].split(separator: "│", omittingEmptySubsequences: true).last ?? "")
        let first = row.prefix(7)
        #expect(first.contains { $0.isNumber }, "\(offset): \(shown[top + 1])")
      }
      _ = state.reduce(.key(.pageUp))
    }
  }

  /// Without Unicode, two points say that words are left out; one would end a sentence.
  @Test func aTextThatIsCutEndsInTwoPointsWithoutUnicode() {
    #expect(
      ["val/mAP had not", "improved"].head(1, width: 40, ellipsis: ".") == ["val/mAP had not .."])
    #expect(
      ["val/mAP had not", "improved"].head(1, width: 40, ellipsis: "…") == ["val/mAP had not …"])
  }

  @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
  func theHelpExplainsEverySign(size: Size) {
    var state = Fixtures.state()
    _ = state.reduce(.key(.character("?")))
    let help = lines(state, size.width, size.height).joined(separator: "\n")
    for sign in [
      "★ best", "┴ earlier", "▼ cut", "● saved", "✎ changed", "‖ paused", "■ end", "! warning",
    ] {
      #expect(help.contains(sign), "\(sign)")
    }
  }

  @Test func theHelpOfALogExplainsEverySignToo() {
    var state = DashboardState(
      now: 0,
      subject: .playback(
        Playback([RunOverview(LogFixture(name: "log.csv", count: 30))], isFollowing: false)))
    _ = state.reduce(.key(.character("?")))
    let help = lines(state).joined(separator: "\n")
    for sign in ["★ best", "▼ cut", "✎ changed", "‖ paused", "■ end"] {
      #expect(help.contains(sign), "\(sign)")
    }
  }

  /// What a program prints goes on in the next row, and all of it can be scrolled to.
  @Test(arguments: [Size(80, 24), Size(120, 40)])
  func aLongLineOfTheConsoleGoesOn(size: Size) {
    var screen = Projector()
    let long = "warning: " + (1...7).map { "word\($0)" }.joined(separator: " ") + " end"
    _ = screen.reduce(.output(["first"] + Array(repeating: long, count: 60), open: []))
    screen.type(":output\n")
    screen.press(.escape)
    func rows() -> [String] { view(screen.state, size: size, symbols: .braille).text }
    #expect(rows().contains { $0.contains("end") && !$0.contains("warning") }, "\(rows())")
    #expect(!rows().contains { $0.contains("word4…") || $0.contains("word5…") })
  }
}
