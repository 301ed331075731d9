import RunModel
import Testing

@testable import PlateauRuntime

/// The lines of a run that is printed.
@Suite struct ProgressLineTests {
  /// The screen is left in the middle of an epoch: the lines begin with one of its batches.
  @Test func theTimeOfAnEpochCountsFromItsStartAlsoIfAScreenShowedIt() {
    var history = RunHistory()
    let begun = 1_700_000_000.0
    history.apply(RunEvent(time: begun, .runStarted(RunInfo(name: "x", epochs: 3))))
    history.apply(RunEvent(time: begun + 10, .epochStarted(epoch: 0)))
    var lines = ProgressLines(isTerminal: true, width: 80)
    let step = StepProgress(
      epoch: 0, step: 4, steps: 4, logs: ["loss": 1], recent: [:], samplesPerSecond: 0)
    let event = RunEvent(time: begun + 12, .stepEnded(step))
    history.apply(event)
    #expect(lines.text(for: event, in: history).contains("500ms/step"))
  }
}
