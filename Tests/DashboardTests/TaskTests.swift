import Cells
import Charts
import Dashboard
import RunModel
import TestSupport
import Testing

/// What a person wants to know of a run, and the keys that it takes.
///
/// A robot presses them and reads the screen, at the sizes and in the tenses in which the task comes up. The keys of
/// version 0.1 were counted by a person who saw it for the first time.
@Suite struct TaskTests {
  static let sizes = [Size(80, 24), Size(120, 40)]

  /// The value of a metric after an epoch, as the screen writes it.
  private func value(_ name: String, after epoch: Int) -> String {
    for case .epochEnded(let summary) in Fixtures.events().map(\.kind)
    where summary.epoch == epoch - 1 {
      return MetricFormat.metric(summary.logs[name] ?? .nan)
    }
    return "no value"
  }

  @Test("the value after epoch 5", arguments: Tense.allCases, sizes)
  func valueAtAnEpoch(tense: Tense, size: Size) {
    var robot = tense.robot(size)
    robot.type(":at 5⏎")
    robot.expect(" epoch 5 ", inRow: -2)
    robot.expect(value("val/mAP", after: 5), in: "val/mAP")
    robot.expect("val \(value("val_loss", after: 5))", in: "loss")
    robot.finish(in: 6, before: nil)
  }

  @Test("the value at step 1234", arguments: Tense.allCases, sizes)
  func valueAtAStep(tense: Tense, size: Size) {
    var robot = tense.robot(size)
    robot.type("ac1234⏎")
    robot.expect(" step 1 234 ")
    robot.expect("★", in: "val/mAP")
    robot.expect("train 0.4", in: "loss")
    robot.finish(in: 7, before: nil)
  }

  @Test("a part of the run, larger", arguments: Tense.allCases, sizes)
  func zoom(tense: Tense, size: Size) {
    var robot = tense.robot(size)
    // The numbers of the axis stand above the footer.
    func firstNumber() -> Int? {
      robot.screen.rows[size.height - 2].split(separator: " ").compactMap { Int($0) }.first
    }
    #expect(firstNumber() == 0, "\(robot.page)")
    robot.press("+")
    #expect(firstNumber().map { $0 > 0 } == true, "\(robot.page)")
    robot.finish(in: 1, before: tense == .replay ? 1 : nil)
  }

  @Test("one chart on the whole screen", arguments: Tense.allCases, sizes)
  func fullScreen(tense: Tense, size: Size) {
    var robot = tense.robot(size)
    // While a run trains, Enter belongs to the value that the arrows change.
    if tense == .training { robot.press("tab") }
    robot.press("⏎")
    #expect(robot.pane("val/mAP").first?.count == size.width, "\(robot.page)")
    robot.expectNo("EarlyStopping ")
    robot.finish(in: tense == .training ? 2 : 1, before: nil)
    robot.press("esc")
    robot.expect("EarlyStopping", in: "callbacks")
  }

  @Test("one metric of 600", arguments: sizes)
  func oneMetricOfManyHundred(size: Size) {
    var robot = Robot(MemoryScreen(Projector([WideLog()]), size))
    robot.type("/199/n⏎")
    #expect(robot.pane("layer199/norm").count > 3, "\(robot.page)")
    robot.expect("1 of 600", in: "metrics")
    robot.finish(in: 7, before: 599)
  }

  @Test("another metric", arguments: Tense.allCases, sizes)
  func anotherMetric(tense: Tense, size: Size) {
    var robot = tense.robot(size)
    robot.press("m", "m")
    #expect(robot.pane("accuracy").count > 3, "\(robot.page)")
    robot.expect("0.9000", in: "accuracy")
    robot.finish(in: 2, before: 2)
  }

  @Test("what the detector sees", arguments: [Tense.training, .lookingBack, .replay], sizes)
  func whatTheDetectorSees(tense: Tense, size: Size) {
    let samples = (0..<4).map { DetectorFixtures.sample($0) }
    var robot = tense.robot(size, DetectorFixtures.events(samples: samples))
    if size.height < 30 { robot.press("v") }
    robot.expect("1/4", in: "what the detector sees")
    robot.expect("true", in: "what the detector sees")
    robot.finish(in: size.height < 30 ? 1 : 0, before: 1)
  }

  @Test("the events of a detector", arguments: Tense.allCases, sizes)
  func eventsOfADetector(tense: Tense, size: Size) {
    let samples = (0..<4).map { DetectorFixtures.sample($0) }
    var robot = tense.robot(size, DetectorFixtures.events(samples: samples))
    robot.press("F")
    robot.expect("rate 0.001 → 2e-4", in: "events")
    robot.finish(in: 1, before: 3)
  }

  @Test("the cut of the rate, and the run as it was then", arguments: Tense.allCases, sizes)
  func aPastEvent(tense: Tense, size: Size) {
    var robot = tense.robot(size)
    // Of a run that trains, the list is walked through without leaving the present.
    if tense == .training { robot.press("b") }
    robot.press("E", "E")
    robot.expect("epoch 9 ")
    robot.expect("rate 0.001 → 2e-4", in: "events")
    robot.expect(value("val/mAP", after: 9), in: "val/mAP")
    robot.finish(in: tense == .training ? 3 : 2, before: nil)
  }

  @Test("everything about the newest event", arguments: Tense.allCases, sizes)
  func detailsOfAnEvent(tense: Tense, size: Size) {
    var robot = tense.robot(size)
    robot.press("D")
    robot.expect("val/mAP 0.906734")
    robot.expect("the end of epoch 11, step 1 375")
    robot.finish(in: 1, before: nil)
  }

  @Test("why the run stopped", arguments: [Size(60, 18)] + sizes)
  func whyItStopped(size: Size) {
    let evidence = StopReason.Evidence(
      monitor: "val/mAP", current: 0.9051, best: 0.9094, bestEpoch: 7, wait: 10, patience: 10)
    let reason = StopReason.callback(name: "EarlyStopping", epoch: 10, evidence: evidence)
    var run = Fixtures.state()
    run.report([
      RunEvent(
        time: run.now + 1,
        .runEnded(RunEnd(reason: reason, epochs: 11, restoredEpoch: 7, seconds: 30)))
    ])
    let robot = Robot(MemoryScreen(run, size))
    let card = robot.pane("stopped after epoch 11 of 40").joined(separator: " ")
    let words = card.split { " │─╭╮".contains($0) }.joined(separator: " ")
    #expect(words.contains(reason.sentence), "\(robot.page)")
    #expect(words.contains("of epoch 8 restored") && words.contains("r replay"), "\(robot.page)")
    robot.finish(in: 0, before: nil)
  }

  @Test("a higher patience, and what it will do", arguments: sizes)
  func whatAPatienceWillDo(size: Size) {
    var robot = Tense.training.robot(size)
    robot.type("⏎15")
    robot.expect("patience = 15")
    robot.expect("from here it stops after 15 more epochs without val/mAP above 0.9077")
    robot.press("⏎")
    robot.finish(in: 4, before: nil)
  }

  @Test("another theme", arguments: Tense.allCases, sizes)
  func anotherTheme(tense: Tense, size: Size) {
    var robot = tense.robot(size)
    let before = robot.screen.grid[0, 0].style.background
    robot.press("t")
    robot.expect("theme")
    robot.press("esc")
    #expect(robot.screen.grid[0, 0].style.background == before)
    robot.finish(in: 2, before: 8)
  }

  @Test("a key that one does not know", arguments: Tense.allCases, sizes)
  func anUnknownKey(tense: Tense, size: Size) {
    var robot = tense.robot(size)
    robot.press("?")
    robot.expect("c     ")
    robot.expect("read the values at a hairline")
    robot.finish(in: 1, before: 1)
  }

  @Test("the key for something", arguments: Tense.allCases, sizes)
  func theKeyForSomething(tense: Tense, size: Size) {
    var robot = tense.robot(size)
    robot.type("?/zoo")
    robot.expect("zoom in, out")
    robot.expectNo("play slower, faster")
    robot.finish(in: 5, before: nil)
  }

  @Test("what can be typed", arguments: Tense.allCases, sizes)
  func theCommandLine(tense: Tense, size: Size) {
    var robot = tense.robot(size)
    // A list while typing; Tab walks.
    robot.type(":smo")
    robot.expect("smooth all curves")
    robot.press("tab")
    robot.expect(":smooth ", inRow: -1)
    robot.type("0.5⏎")
    // The earlier lines are kept.
    robot.press(":", "↑")
    robot.expect(":smooth 0.5", inRow: -1)
    robot.finish(in: 11, before: nil)
  }

  @Test("the best of twelve runs", arguments: [Size(60, 18)] + sizes)
  func theBestOfTwelve(size: Size) {
    let runs = (0..<12).map { index in
      LogFixture(name: "exp\(index + 1)", count: 24, advantage: index == 10 ? 0.05 : 0)
    }
    var robot = Robot(MemoryScreen(Projector(runs), size))
    robot.expect("best K exp11", in: "runs")
    robot.finish(in: 0, before: nil)
    robot.type(":sort best⏎")
    #expect(robot.pane("runs").dropFirst(2).first?.contains("exp11") == true, "\(robot.page)")
  }
}
