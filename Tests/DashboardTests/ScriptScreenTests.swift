import Cells
import Charts
import Dashboard
import OrderedCollections
import Recordings
import RunModel
import TestSupport
import Testing

/// The screen of a script that a client connects.
@Suite struct ScriptScreenTests {
  private static let stopping = CallbackState(
    id: "early_stopping", name: "EarlyStoppingCallback", role: .stops, monitor: "eval_loss",
    direction: .min, best: 0.42, valueToBeat: 0.42, wait: 1, patience: 3, left: 2,
    unit: "evaluations",
    fields: [
      Parameter("early_stopping_patience", .integer(3), .count),
      Parameter("mode", .text("min"), .choice(["min", "max"])),
      Parameter("strategy", .text("steps"), .reading),
    ])

  private func screen(unit: String = "tokens", speed: Double = 5300) -> Projector {
    var recording = EventRecording(name: "x")
    let info = RunInfo(
      name: "finetune.py", epochs: 0, learningRate: 5e-5, framework: "transformers",
      sampleUnit: unit, callbacks: [Self.stopping])
    recording.append(RunEvent(time: 1000, .runStarted(info)))
    for step in 1...40 {
      let time = 1000 + Double(step) / 4
      let progress = StepProgress(
        epoch: 0, step: step * 10, steps: 0, logs: [:],
        recent: ["train/loss": .number(2 / Double(step) + 0.3)], samplesPerSecond: speed,
        learningRate: 5e-5 * Double(41 - step) / 40)
      recording.append(RunEvent(time: time, .stepEnded(progress)))
      guard step % 10 == 0 else { continue }
      let measurement = Measurement(
        epoch: 0, step: step * 10,
        values: [
          "eval_loss": .number(0.4 + 1 / Double(step)),
          "eval_accuracy": .number(0.9 - 1 / Double(step)),
        ],
        callbacks: [Self.stopping])
      recording.append(RunEvent(time: time, .measured(measurement)))
    }
    var screen = Projector([recording])
    screen.replace([recording], isSteerable: true)
    _ = screen.state.reduce(.tick(1010))
    return screen
  }

  private func text(_ screen: Projector) -> String {
    view(screen.state, size: Size(120, 40), symbols: .braille).text.joined(separator: "\n")
  }

  @Test func withoutTotalsThereIsNoBarAndNoRest() throws {
    let grid = view(screen().state, size: Size(120, 40), symbols: .braille)
    let header = grid.text[0]
    #expect(header.contains("epoch 1 ") && !header.contains("epoch 1/"))
    #expect(header.contains("step 400"))
    #expect(header.contains("tok/s"))
    #expect(!header.contains("left") && !header.contains("━"))
    try expectScreen(grid, named: "script-120x40")
  }

  @Test func aSpeedOfZeroIsHidden() {
    #expect(!text(screen(speed: 0)).contains("/s "))
  }

  @Test func theCountersAreInTheUnitOfTheFramework() {
    let screen = text(screen())
    #expect(screen.contains("early stop in 2 evaluations"))
    #expect(screen.contains("1/3 evaluations"))
  }

  @Test func aScheduleThatIsToldWithTheStepsLeavesTheStripEmpty() {
    #expect(screen().state.history.marks.isEmpty)
  }

  @Test func aReadingSaysThatItOnlyIsReported() {
    var screen = screen()
    screen.press(.down, .down, .down)
    #expect(text(screen).contains("strategy"))
    screen.press(.right)
    #expect(screen.state.message?.text == "strategy cannot be changed: the run only reports it")
  }

  @Test func theLossesOfTrainingAndValidationShareAChart() {
    let screen = text(screen())
    #expect(screen.contains("╭ loss • val 0.425"))
    #expect(screen.contains("╭ eval_accuracy "))
    #expect(!screen.contains("nothing"))
  }

  @Test func aQuantityOfTrainingAloneIsNotCalledValidation() throws {
    var recording = EventRecording(name: "x")
    let info = RunInfo(name: "x", epochs: 3, learningRate: 0.1, callbacks: [])
    recording.append(RunEvent(time: 1000, .runStarted(info)))
    for epoch in 0..<2 {
      for step in 1...10 {
        let progress = StepProgress(
          epoch: epoch, step: step, steps: 10, logs: [:], recent: ["grad_norm": .number(0.5)],
          samplesPerSecond: 1)
        recording.append(RunEvent(time: 1000, .stepEnded(progress)))
      }
      let summary = EpochSummary(
        epoch: epoch, logs: ["grad_norm": .number(0.25)], learningRate: 0.1, seconds: 1,
        callbacks: [])
      recording.append(RunEvent(time: 1000, .epochEnded(summary)))
    }
    let screen = text(Projector([recording]))
    #expect(screen.contains("grad_norm • epoch 0.2500 · step 0.5000"))
    #expect(!screen.contains("val"))
  }
}
