import Cells
import Charts
import Dashboard
import RunModel
import TestSupport
import Testing

/// A learning rate that was set by hand beside the one that the schedule would have set.
@Suite struct RateScheduleTests {
  private func departed(isBack: Bool = false) -> OwnRun {
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
    rate(7, 10, 0.001, 0.004, "dashboard")
    if isBack { rate(7, 100, 0.004, 0.001, "LearningRateScheduler") }
    run.report(events)
    return run
  }

  @Test(arguments: [Size(80, 24), Size(120, 40)]) func bothRatesAreDrawn(size: Size) throws {
    try expectScreen(
      view(departed(), size: size, symbols: .braille),
      named: "off-schedule-\(size.width)x\(size.height)")
    #expect(departed().text(Size(120, 40)).contains { $0.contains("schedule 0.001") })
  }

  @Test func onceTheScheduleTookOverTheTitleNamesOneRate() {
    let text = departed(isBack: true).text(Size(120, 40)).joined()
    #expect(!text.contains("schedule 0.001"))
  }
}
