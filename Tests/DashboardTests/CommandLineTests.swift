import Cells
import ChartPanels
import Charts
import Configuration
import Dashboard
import MetricGrid
import Playbacks
import RunModel
import TestSupport
import Testing
import Themes

/// The command line `:` of the screen.
@Suite struct CommandLineTests {
  /// A value's name alone asks for the value, as its key does, and loses nothing.
  @Test(arguments: [
    ("lr", "learning rate = 2e-4"), ("patience", "patience = 10"),
    ("set patience", "patience = 10"),
    ("early_stopping.min_delta", "min_delta = 0.001"),
  ])
  func theNameOfAValueAloneAsksForIt(line: String, prompt: String) {
    var run = Fixtures.state()
    run.type(":\(line)\n")
    #expect(run.text(Size(80, 24)).last?.contains(prompt) == true)
    #expect(run.message == nil && run.requests.pending.isEmpty)
    run.press(.escape)
    #expect(run.mode == .normal)
  }

  @Test func aNumberBehindStepIsLookedAt() {
    var run = Fixtures.state()
    run.type(":step")
    #expect(run.text(Size(120, 40)).contains { $0.contains("one epoch, then pause") })
    run.type(" 12")
    #expect(run.text(Size(120, 40)).contains { $0.contains("show the run at that step") })
    #expect(!run.text(Size(120, 40)).contains { $0.contains("one epoch, then pause") })
  }

  private func commands(_ effects: [DashboardEffect]) -> [RunCommand] {
    effects.compactMap { if case .send(let request) = $0 { request.command } else { nil } }
  }

  @Test func theMatchesStandAboveTheLineAndTabWalksThem() {
    var run = Fixtures.state()
    run.type(":metr")
    let size = Size(80, 24)
    #expect(run.text(size)[22].contains("metric NAME"))
    #expect(run.text(size)[22].contains("show a metric"))
    run.press(.tab)
    #expect(run.text(size)[23].contains(":metric "))
    #expect(run.text(size)[20].contains("metric val/mAP"))
    run.press(.tab, .tab, .tab)
    #expect(run.text(size)[23].contains(":metric accuracy"))
    #expect(run.text(size)[22].contains("▸metric accuracy"))
    run.press(.enter)
    #expect(run.metrics.chosen == "accuracy" && run.mode == .normal)
    run.type(":")
    run.press(.up)
    #expect(run.text(size)[23].contains(":metric accuracy"))
  }

  @Test func everythingThatCanBeTypedIsListed() {
    var run = Fixtures.state()
    run.type(":")
    let shown = run.text(Size(80, 24)).joined(separator: "\n")
    #expect(shown.contains(" lr NUMBER, *0.5") && shown.contains("now 2e-4"))
    #expect(shown.contains(" more "))
    run.type("stop")
    #expect(run.text(Size(80, 24)).joined().contains("stop after this epoch (s)"))
  }

  @Test(arguments: [
    ("lr *0.5", RunCommand.setLearningRate(.times(0.5))), ("lr /4", .setLearningRate(.times(0.25))),
    ("lr +0.001", .setLearningRate(.plus(0.001))),
    ("lr 1e-4", .setLearningRate(.to(1e-4))),
    ("patience +2", .edit(callback: "early_stopping", field: "patience", value: .integer(12))),
    ("set patience 15", .edit(callback: "early_stopping", field: "patience", value: .integer(15))),
    (
      "set reduce_lr_on_plateau.factor *2",
      .edit(callback: "reduce_lr_on_plateau", field: "factor", value: .number(0.4))
    ),
    ("pause", .pause),
  ])
  func aValueMayBeRelativeToThePresentOne(line: String, command: RunCommand) {
    var run = Fixtures.state()
    #expect(commands(run.type(":\(line)\n")) == [command])
  }

  @Test func aTypedRowMayBeRelativeToo() {
    var run = Fixtures.state()
    run.press(.character("l"))
    #expect(run.text(Size(80, 24))[23].contains("now 2e-4; also *0.5, /10"))
    #expect(commands(run.type("*0.5\n")) == [.setLearningRate(.times(0.5))])
    #expect(run.message?.text == "requested: learning rate × 0.5")
  }

  @Test func metricsAndThemesAreChosenByName() {
    var run = Fixtures.state()
    run.type(":metric accu\n")
    #expect(run.metrics.chosen == "accuracy")
    run.type(":metric nothing\n")
    #expect(run.metrics.chosen == "accuracy")
    #expect(run.message?.text == "there is no metric nothing")
    run.type(":theme plateau\n")
    #expect(run.theme.name == "plateau")
    run.type(":theme nothing\n")
    #expect(run.message?.text == "there is no theme nothing")
    run.type(":metric\n")
    #expect(run.metrics.chosen == "val/mAP")
    run.type(":at\n")
    #expect(run.message?.text == "at takes NUMBER on the axis, or step NUMBER")
  }

  @Test func aStepIsReadByItsNumber() {
    var run = Fixtures.state()
    run.type(":axis step\n:at 1234\n")
    #expect(run.playback?.axis == .step && run.playback?.hairline == 1234)
    #expect(run.text(Size(120, 40)).joined().contains("step \(MetricFormat.count(1234))"))
    run.type(":at many\n")
    #expect(
      run.message?.text == "at takes a number on the axis, such as 12, or a step: at step 1234")
    run.type(":axis epoch\n:at 1234\n")
    #expect(run.message?.text.hasSuffix("; for a step, type :at step 1234") == true)
    run.type(":at step 1234\n")
    #expect(run.playback?.axis == .step && run.playback?.hairline == 1234)
    // To read there is no choice of another axis.
    #expect(run.state.view.axis == nil)
    run.type(":at step 1230\n:at time 20\n")
    #expect(run.playback?.axis == .time && run.state.view.axis == nil)
    run.press(.escape)
    #expect(run.playback?.axis == .epoch && run.playback?.hairline == nil)
    run.type(":axis step\n:at epoch 3\n")
    #expect(run.playback?.axis == .epoch && run.state.view.axis == .step)
    run.type(":axis epoch\n")
    run.press(.escape)
    #expect(run.playback?.axis == .epoch && run.state.view.axis == nil)
    // The part that was shown comes back as well.
    run.press(.character("+"))
    let part = run.playback?.window
    run.type(":at step 1234\n")
    #expect(part != nil && run.playback?.window == nil)
    run.press(.escape)
    #expect(run.playback?.axis == .epoch && run.playback?.window == part)
    run.type(":axis miles\n")
    #expect(run.message?.text == "the axes of this log are epoch, step, time, wall")
  }

  @Test func curvesAreSmoothedAndTheirRangeIsSet() throws {
    var run = Fixtures.state()
    let before = run.text(Size(120, 40))
    run.type(":smooth 0.9\n")
    #expect(run.charts.smoothing == 0.9 && run.text(Size(120, 40)) != before)
    run.type(":smooth 2\n")
    #expect(run.message?.text == "smooth takes a weight from 0 to 0.999, or off")
    run.type(":smooth off\n")
    run.press(.escape)
    #expect(run.text(Size(120, 40)) == before)
    run.type(":y 0.8 0.85\n")
    #expect(run.charts.ranges == ["val/mAP": 0.8...0.85])
    #expect(run.text(Size(120, 40)).contains { $0.prefix(77).contains("↑") })
    run.type(":y loss 0.5 1\n:y auto\n")
    #expect(run.charts.ranges == ["loss": 0.5...1])
    run.type(":y 1 0\n")
    #expect(run.message?.text == "y takes two numbers, such as y 0 1, or clip, auto, log or linear")
  }

  @Test func noLineAndNoSizeMakesItFail() {
    for text in [":", ":s", ":metric ", ":early_stopping.", ":zzz", ":set ", ":y "] {
      var run = Fixtures.state()
      run.type(text)
      run.press(.tab, .backTab, .up, .down, .tab)
      for width in stride(from: 0, through: 130, by: 13) {
        for height in stride(from: 0, through: 45, by: 5) {
          #expect(view(run, size: Size(width, height), symbols: .ascii).size == Size(width, height))
        }
      }
    }
  }

  @Test func theScreenWhileACommandIsTyped() throws {
    var run = Fixtures.state()
    run.type(":")
    try expectScreen(
      view(run, size: Size(80, 24), symbols: .braille), named: "command-80x24")
    run.type("metric v")
    run.press(.tab)
    try expectScreen(
      view(run, size: Size(120, 40), symbols: .braille), named: "command-metric-120x40")
  }

  @Test func aRunStopsAfterAnEpoch() {
    var run = Fixtures.state()
    #expect(
      run.type(":stop after 20\n")
        == [
          .send(CommandRequest(id: "key-1", source: "typed command", .stopAfter(epoch: 20)))
        ])
    #expect(run.message?.text == "requested: stop after epoch 20")
    let epoch = run.history.epoch + 4
    run.type(":stop after +3\n")
    #expect(run.message?.text == "requested: stop after epoch \(epoch)")
    run.type(":stop after\n")
    #expect(
      run.message?.text == "stop after takes the number of an epoch, such as stop after 12")
    run.type(":save\n")
    #expect(run.message?.text == "requested: save")
  }

  /// A theme is shown while it is walked to, and chosen by Enter alone.
  @Test func themesAreTriedBeforeTheyAreChosen() {
    var run = Fixtures.state()
    let ember = Theme(name: "ember", isLight: false, palette: Theme.builtIn.palette)
    let paper = Theme(name: "paper", isLight: true, palette: Theme.builtIn.palette)
    run.state = DashboardState(
      now: run.now, subject: run.subject, themes: ThemeSelection([.builtIn, ember, paper]))
    run.press(.character("t"))
    for size in [Size(60, 18), Size(80, 24), Size(120, 40)] {
      let text = run.text(size)
      #expect(text.contains { $0.contains("╭ themes ") })
      #expect(text.contains { $0.contains("● plateau ") && $0.contains(" dark") })
      #expect(text.contains { $0.contains("paper ") && $0.contains(" light") })
      #expect(!text.dropLast().joined().contains("theme paper"))
      #expect(text.last?.contains("↑↓ choose, Enter keeps it") == true)
    }
    run.press(.down, .down)
    #expect(run.theme.name == "ember")
    run.press(.down)
    #expect(run.theme.name == "paper")
    run.press(.up)
    #expect(run.theme.name == "ember")
    run.press(.escape)
    #expect(run.theme.name == "plateau")
    run.press(.character("t"), .tab, .tab, .enter)
    #expect(run.theme.name == "ember" && run.mode == .normal)
  }

  @Test func theEditsOfAFileAreReadAndAppliedToTheRun() {
    var run = Fixtures.state()
    #expect(run.type(":apply my edits.yaml\n") == [.readEdits(of: "my edits.yaml")])
    let edits = [RunEdit(epoch: 20, step: 3, .setLearningRate(.to(0.5)))]
    #expect(
      run.reduce(.edits(edits)) == [
        .send(CommandRequest(id: "key-1", source: "typed command", .apply(edits)))
      ])
    #expect(run.state.requests.pending.map(\.command) == [.apply(edits)])
    #expect(run.type(":apply\n").isEmpty)
    #expect(run.state.message?.text.contains("takes a file") == true)
  }

  /// A number alone goes there, as in an editor.
  @Test func aNumberGoesToThatEpochOrSaysHowFarTheRunGoes() {
    var screen = Projector()
    screen.type(":12\n")
    #expect(screen.playback.position == screen.playback.overview.moment(ofEpoch: 12))
    screen.type(":99\n")
    #expect(screen.state.message?.text == "epoch takes a number up to 30")
    screen.type(":at 99\n")
    #expect(
      screen.state.message?.text
        == "99 is outside of what is shown; the line is at 30; for a step, type :at step 99")
    screen.type(":at 7\n")
    #expect(screen.playback.hairline == 7)
  }

  /// Numbers are those of the log, in what is typed as on the axis, in lists and on cards.
  @Test func aLogThatCountsFromZeroHasOneNumbering() {
    var screen = Projector([LogFixture(name: "a", count: 30, firstNumber: 0)])
    screen.type(":at 7\n")
    #expect(screen.playback.hairline == 8)
    screen.type(":at 99\n")
    #expect(
      screen.state.message?.text
        == "99 is outside of what is shown; the line is at 29; for a step, type :at step 99")
    // 1.3 + 1 − 1 is not 1.3, but it is shown.
    screen.type(":at 1.3\n")
    #expect(screen.state.message?.text.contains("outside") != true)
    screen.press(.escape)
    screen.type(":7\n")
    func page(_ screen: Projector) -> String {
      view(screen.state, size: Size(120, 40), symbols: .braille).text.joined(separator: "\n")
    }
    screen.press(.character("e"))
    #expect(page(screen).contains(" 9/9 epoch 8 "))
    screen.press(.character("D"))
    let page = page(screen)
    #expect(page.contains("the end of epoch 8") && page.contains("0.8375 @7"), "\(page)")
    #expect(page.contains("│     8 ★ best val_accuracy 0.844444"), "\(page)")
    // Beside the card, the numbers of the axis stay.
    #expect(!page.contains("9/9 epoch"), "\(page)")
  }
}
