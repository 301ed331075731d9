import Cells
import Charts
import Dashboard
import RunModel
import TestSupport
import Testing

/// A learning rate that was set by hand beside the one that the schedule would have set.
@Suite struct RateScheduleTests {
  private func departed(to new: Double = 0.004, isBack: Bool = false) -> OwnRun {
    var run = OwnRun(now: Fixtures.start)
    var info = Fixtures.info
    info.epochs = 12
    info.callbacks = [
      CallbackState(
        id: "learning_rate_scheduler", name: "LearningRateScheduler",
        role: .schedulesLearningRate, summary: "step")
    ]
    var events = [RunEvent(time: Fixtures.start, .runStarted(info))]
    func rate(_ epoch: Int, _ step: Int, _ old: Double, _ new: Double, _ by: String) {
      events.append(
        RunEvent(
          time: Fixtures.start + Double(epoch),
          .learningRateChanged(
            LearningRateChange(epoch: epoch, step: step, old: old, new: new, by: by))))
    }
    for epoch in 0..<8 {
      events.append(RunEvent(time: Fixtures.start + Double(epoch), .epochStarted(epoch: epoch)))
      events.append(
        RunEvent(
          time: Fixtures.start + Double(epoch) + 0.9,
          .stepEnded(
            StepProgress(
              epoch: epoch, step: 125, steps: 125, logs: ["loss": 1],
              recent: ["loss": .number(1 / Double(epoch + 1))], samplesPerSecond: 10))))
    }
    rate(7, 10, 0.001, new, "dashboard")
    if isBack { rate(7, 100, new, 0.001, "LearningRateScheduler") }
    run.report(events)
    return run
  }

  @Test(arguments: [Size(80, 24), Size(120, 40)]) func bothRatesAreDrawn(size: Size) throws {
    try expectScreen(
      view(departed(), size: size, symbols: .braille),
      named: "off-schedule-\(size.width)x\(size.height)")
    #expect(departed().text(Size(120, 40)).contains { $0.contains("schedule 0.001") })
  }

  /// The label of a level is its rate, or by how much it is greater than the one below.
  @Test func twoCloseRatesHaveLabelsThatDiffer() {
    let labels = departed(to: 0.001_000_2).text(Size(120, 40)).compactMap { row in
      row.split(separator: " ").dropFirst().first.map(String.init)
    }
    #expect(labels.contains("+2e-7") && labels.contains("0.001") && !labels.contains("+6e0"))
  }

  @Test func onceTheScheduleTookOverTheTitleNamesOneRate() {
    let text = departed(isBack: true).text(Size(120, 40)).joined()
    #expect(!text.contains("schedule 0.001"))
  }
}
