import Alarms
import Cells
import Charts
import Configuration
import Dashboard
import RunModel
import TestSupport
import Testing

/// Alarms on the screen.
@Suite struct AlarmScreenTests {
  /// A run whose loss is not a number.
  private func run() -> (OwnRun, [DashboardEffect]) {
    var run = Fixtures.state()
    var event = Fixtures.ending(of: 11)
    event[2].kind = .epochEnded(
      EpochSummary(
        epoch: 11, logs: ["loss": .number(.nan), "val/mAP": 0.9], learningRate: 0.0002, seconds: 1,
        callbacks: Fixtures.callbacks()))
    let effects = run.report(event)
    return (run, effects)
  }

  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40)])
  func anAlarmTakesTheSecondRow(size: Size) throws {
    let (run, effects) = run()
    let alarm = Alarm(
      .notFinite, subject: "loss", text: "loss has been NaN since epoch 12",
      past: "loss was NaN in epoch 12")
    #expect(effects == [.alarm(alarm)])
    try expectScreen(
      view(run, size: size, symbols: .braille), named: "alarm-\(size.width)x\(size.height)")
  }

  @Test func anAlarmStaysUntilItIsSeen() {
    var (run, _) = run()
    let size = Size(80, 24)
    #expect(
      run.text(size)[1].contains("! loss has been NaN") || run.text(size)[1].contains("NaN since"))
    run.press(.character("p"))
    #expect(run.text(size)[1].contains("NaN"))
    run.press(.character("A"))
    #expect(!run.text(size)[1].contains("NaN"))
    run.press(.character("A"))
    #expect(run.message?.text == "there is no alarm")
  }

  @Test func aClickOnTheKeyOfAnAlarmHidesIt() throws {
    var (run, _) = run()
    let size = Size(80, 24)
    let row = run.text(size)[1]
    let start = try #require(row.firstRange(of: "A hides it")).lowerBound
    let column = row.distance(from: row.startIndex, to: start)
    _ = run.reduce(.mouse(Mouse(.press, column: column - 1, row: 1), size))
    #expect(run.text(size)[1].contains("NaN"))
    _ = run.reduce(.mouse(Mouse(.press, column: column, row: 1), size))
    #expect(!run.text(size)[1].contains("NaN"))
  }

  /// A slower epoch hides neither an alarm that matters nor the coming stop.
  @Test func anAlarmOfLittleHarmSharesItsRow() {
    var run = Fixtures.state()
    let size = Size(120, 40)
    func end(_ epoch: Int, after seconds: Double, loss: Double = 0.3) {
      var events = Fixtures.ending(of: epoch)
      for index in events.indices { events[index].time += seconds }
      events[2].kind = .epochEnded(
        EpochSummary(
          epoch: epoch, logs: ["loss": .number(loss), "val/mAP": 0.9], learningRate: 0.0002,
          seconds: seconds, callbacks: Fixtures.callbacks(wait: 2, best: 0.9, bestEpoch: 9)))
      run.report(events)
    }
    end(11, after: 60)
    let row = run.text(size)[1]
    #expect(row.contains("! slower: the last epoch") && row.contains("early stop in"), "\(row)")
    // On a narrow screen, both take fewer words.
    let narrow = run.text(Size(60, 18))[1]
    #expect(narrow.contains("! slower: 60 s, usually"), "\(narrow)")
    #expect(narrow.contains(" · stop in 8"), "\(narrow)")
    end(12, after: 130, loss: .nan)
    #expect(
      run.text(size)[1].contains("! loss has been NaN") && run.text(size)[1].contains("1 more"))
  }

  /// For as long as messages stay, and not once the change is taken back.
  @Test func theConsequenceOfAnArrowComesBeforeAnAlarm() {
    var (run, _) = run()
    let size = Size(120, 40)
    run.press(.right)
    #expect(run.text(size)[1].contains("patience 11: stops after"), "\(run.text(size)[1])")
    run.press(.character("u"))
    #expect(run.text(size)[1].contains("NaN"))
  }

  /// The answer of a what-if is what was asked for; the alarm keeps its sign, and its words where
  /// there is room.
  @Test(arguments: [Size(30, 10), Size(60, 18), Size(80, 24), Size(120, 40)])
  func theAnswerOfAWhatIfComesBeforeAnAlarm(size: Size) {
    var (run, _) = run()
    run.press(.character("w"), .left)
    let text = run.text(size)
    if size.height < 12 {
      #expect(text.contains { $0.contains("nothing stops it") }, "\(text)")
      return
    }
    #expect(text[1].contains("nothing stops it") && text[1].contains("!"), "\(text[1])")
    #expect(size.width < 120 || text[1].contains("! loss has been NaN since epoch 12"))
    run.press(.character("w"))
    #expect(run.text(size)[1].hasPrefix(" ! loss has been NaN"), "\(run.text(size)[1])")
  }

  @Test func theReasonOfTheEndComesBeforeAnAlarm() {
    var (run, _) = run()
    run.report([
      RunEvent(
        time: run.now,
        .runEnded(RunEnd(reason: .person(.now, via: "Ctrl-C"), epochs: 12, seconds: 60)))
    ])
    #expect(!run.text(Size(80, 24))[1].contains("NaN"))
    #expect(run.alarms.open.count == 1)
  }

  /// An alarm is given once, whatever time passes.
  @Test func anAlarmIsGivenOnce() {
    var (run, _) = run()
    #expect(run.reduce(.tick(run.now + 5)) == [])
    #expect(run.report([]) == [])
  }

  @Test func aRecordingOfThePastGivesNoAlarm() {
    var screen = Projector([LogFixture(name: "log", count: 30)])
    #expect(screen.state.alarms.open == [])
    #expect(screen.state.reduce(.tick(screen.state.now + 10_000)) == [])
  }

  @Test func aSilentRunGivesAnAlarmAsTimePasses() {
    var run = Fixtures.state()
    let last = run.now
    #expect(run.reduce(.tick(last + 20)) == [])
    let effects = run.reduce(.tick(last + 600))
    #expect(effects.count == 1)
    #expect(run.alarms.open.map(\.kind) == [.silence])
  }

  /// Its state is not that of a run that trains, even when the alarm is hidden.
  @Test(arguments: [Size(80, 24), Size(20, 5)]) func aSilentRunIsNotGreen(size: Size) throws {
    var run = Fixtures.state()
    _ = run.reduce(.resized(size))
    func standing() throws -> (word: String, color: Color?) {
      let row = run.text(size)[0]
      let sign = try #require(Array(row).firstIndex(of: "●"))
      let grid = view(run, size: size, symbols: .braille)
      let word = row.split(separator: "●").last?.split(separator: " ").first
      return (word.map(String.init) ?? "", grid[sign, 0].style.foreground)
    }
    let green = try standing().color
    #expect(try standing().word == "training")
    _ = run.reduce(.tick(run.now + 600))
    #expect(try standing().word == "silent" && standing().color != green)
    run.press(.character("A"))
    #expect(run.alarms.open.isEmpty)
    #expect(try standing().word == "silent" && standing().color != green)
    var news = Fixtures.ending(of: 11)
    for index in news.indices { news[index].time = run.now + 1 }
    run.report(news)
    _ = run.reduce(.tick(run.now + 2))
    #expect(try standing().word == "training" && standing().color == green)
  }

  @Test func aFullDiskGivesAnAlarm() {
    var run = Fixtures.state()
    _ = run.reduce(.machine(MachineState(diskFree: 5e8)))
    #expect(run.reduce(.tick(run.now + 1)).count == 1)
    #expect(run.text(Size(80, 24))[1].contains("the disk of the run has 0.5 GB left"))
  }
}
