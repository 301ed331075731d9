import RunModel
import Testing

/// The rate that a schedule would have set, while another is in effect.
@Suite struct ScheduleDepartureTests {
  private static func schedule(isEnabled: Bool = true) -> CallbackState {
    CallbackState(
      id: "learning_rate_scheduler", name: "LearningRateScheduler", role: .schedulesLearningRate,
      fields: [Parameter("enabled", .boolean(isEnabled), .boolean)])
  }

  private func started() -> RunHistory {
    var history = RunHistory()
    history.apply(.runStarted(info()))
    return history
  }

  private func info(firstEpoch: Int = 0) -> RunInfo {
    var info = RunInfo(
      name: "x", epochs: 9, stepsPerEpoch: 10, learningRate: 0.1, callbacks: [Self.schedule()])
    info.firstEpoch = firstEpoch
    return info
  }

  private func rate(
    _ epoch: Int, _ step: Int, _ old: Double, _ new: Double, by source: String = "key press"
  ) -> RunEvent.Kind {
    .learningRateChanged(
      LearningRateChange(epoch: epoch, step: step, old: old, new: new, by: source))
  }

  private func scheduled(_ epoch: Int, _ old: Double, _ new: Double) -> RunEvent.Kind {
    rate(epoch, 0, old, new, by: "LearningRateScheduler")
  }

  private func enabled(_ isEnabled: Bool) -> RunEvent.Kind {
    .commandApplied(
      AppliedCommand(
        request: CommandRequest(
          id: "1", source: "key press",
          .edit(
            callback: "learning_rate_scheduler", field: "enabled", value: .boolean(isEnabled))),
        epoch: 0, step: 5, subject: "learning_rate_scheduler.enabled", old: .boolean(!isEnabled),
        new: .boolean(isEnabled), callbacks: [Self.schedule(isEnabled: isEnabled)]))
  }

  @Test func aScheduleThatIsSwitchedOffSetsNothing() {
    var history = started()
    history.apply(scheduled(0, 0.1, 0.05))
    history.apply(enabled(false))
    #expect(history.scheduledRate == nil)
    history.apply(rate(0, 5, 0.05, 1e-4))
    #expect(history.scheduledRate == nil && !history.isOffSchedule)
    #expect(history.departures.isEmpty && history.scheduledCurves.isEmpty)
  }

  @Test func aDepartureEndsWhereTheScheduleIsSwitchedOff() {
    var history = started()
    history.apply(rate(0, 2, 0.1, 0.3))
    history.apply(.stepEnded(step(0, 5)))
    #expect(history.departures == [0.2..<(.infinity)])
    history.apply(enabled(false))
    #expect(history.departures == [0.2..<0.5] && history.scheduledRate == nil)
    // It is not drawn further while training goes on.
    history.apply(.stepEnded(step(0, 9)))
    #expect(
      history.scheduledCurves == [[SeriesPoint(x: 0.2, y: 0.1), SeriesPoint(x: 0.5, y: 0.1)]])
  }

  @Test func aScheduleThatIsSwitchedOnAgainWouldHaveKeptItsRate() {
    var history = started()
    history.apply(scheduled(0, 0.1, 0.05))
    history.apply(rate(0, 2, 0.05, 0.3))
    history.apply(.stepEnded(step(0, 5)))
    history.apply(enabled(false))
    history.apply(.stepEnded(step(0, 7)))
    history.apply(enabled(true))
    #expect(history.departures == [0.2..<0.5, 0.7..<(.infinity)])
    #expect(history.scheduledRate == 0.05 && history.isOffSchedule)
    history.apply(.epochStarted(epoch: 1))
    #expect(history.departures == [0.2..<0.5, 0.7..<1])
    // In an epoch that began without it, nobody knows what it would have set.
    history.apply(enabled(false))
    history.apply(.epochStarted(epoch: 2))
    history.apply(rate(2, 1, 0.3, 0.2))
    history.apply(enabled(true))
    #expect(history.departures.count == 2 && history.scheduledRate == nil)
  }

  private func step(_ epoch: Int, _ step: Int) -> StepProgress {
    StepProgress(
      epoch: epoch, step: step, steps: 10, logs: Logs(), recent: Logs(), samplesPerSecond: 1)
  }

  @Test func aDepartureEndsWhereTheRunIsResumed() {
    var history = started()
    history.apply(scheduled(0, 0.1, 0.05))
    history.apply(.epochStarted(epoch: 1))
    history.apply(rate(1, 5, 0.05, 0.2))
    history.apply(.stepEnded(step(2, 5)))
    history.apply(.runStarted(info(firstEpoch: 2)))
    history.apply(.stepEnded(step(3, 5)))
    #expect(history.departures == [1.5..<2] && history.scheduledRate == nil)
    #expect(
      history.scheduledCurves == [[SeriesPoint(x: 1.5, y: 0.05), SeriesPoint(x: 2, y: 0.05)]])
  }

  /// A schedule that arrives at the rate that was set by hand reports no change.
  @Test func aScheduleThatArrivesAtTheRateSetByHandHasJoinedIt() {
    var history = started()
    history.apply(scheduled(0, 0.1, 0.05))
    history.apply(rate(0, 5, 0.05, 0.02))
    #expect(history.isOffSchedule)
    history.apply(.epochStarted(epoch: 1))
    history.apply(.stepEnded(step(1, 1)))
    #expect(history.scheduledRate == 0.02 && !history.isOffSchedule)
    #expect(history.departures == [0.5..<1])
  }

  @Test func anUndoneChangeJoinsTheSchedule() {
    var history = started()
    history.apply(rate(0, 2, 0.1, 0.3))
    history.apply(rate(0, 4, 0.3, 0.1, by: "undo by key press"))
    #expect(history.departures == [0.2..<0.4] && !history.isOffSchedule)
    history.apply(rate(0, 6, 0.1, 0.3))
    #expect(history.departures == [0.2..<0.4, 0.6..<(.infinity)])
    #expect(history.scheduledRates.points.map(\.x) == [0.2, 0.6])
  }

  private func applied(_ note: String?) -> RunEvent.Kind {
    .commandApplied(
      AppliedCommand(
        request: CommandRequest(id: "1", source: "key press", .setLearningRate(.to(0.2))), epoch: 0,
        step: 5, subject: "learning_rate", old: .number(0.1), new: .number(0.2), note: note))
  }

  @Test func aNoteStandsBehindTheChangeOfTheRateAlone() {
    let note = "the schedule takes over at the end of the epoch"
    let change = "learning rate 0.1 → 0.2 (key press)"
    var history = started()
    history.apply(rate(0, 5, 0.1, 0.2))
    history.apply(applied(note))
    #expect(history.entries.map(\.text) == ["\(change); \(note)"])
    #expect(history.marks.map(\.text) == history.entries.map(\.text))
    // Another event came between them.
    var other = started()
    other.apply(rate(0, 5, 0.1, 0.2))
    other.apply(.warning(from: "data", text: "an image is damaged"))
    other.apply(applied(note))
    #expect(
      other.entries.map(\.text) == [
        change, "data: an image is damaged", "learning rate 0.1 → 0.2 (key press); \(note)",
      ])
    #expect(other.marks.map(\.text) == other.entries.map(\.text))
    // Without a note there is nothing to add.
    other.apply(applied(nil))
    #expect(other.entries.count == 3)
  }
}

extension RunHistory {
  fileprivate mutating func apply(_ kind: RunEvent.Kind) { apply(RunEvent(time: 1, kind)) }
}
