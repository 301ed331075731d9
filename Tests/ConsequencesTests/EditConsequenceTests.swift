import Callbacks
import Consequences
import RunModel
import Simulation
import Testing

@Suite struct EditConsequenceTests {
  /// Rises to epoch 4 and stays below it.
  private let values = [0.1, 0.2, 0.3, 0.5, 0.4] + (0..<20).map { 0.3 + Double($0) * 0.001 }

  private func whatIf() throws -> WhatIf {
    try WhatIf(
      values.enumerated().map {
        RecordedEpoch(epoch: $0.offset, logs: ["m": .number($0.element)])
      }, chain: .usual(monitor: "m", direction: .max), learningRate: 0.1)
  }

  private let stopping = CallbackState(
    id: "early_stopping", name: "EarlyStopping", role: .stops, monitor: "m", direction: .max,
    best: 0.5, bestEpoch: 3, valueToBeat: 0.5, wait: 7, patience: 10,
    fields: [Parameter("patience", .integer(10), .count)])
  private let reducing = CallbackState(
    id: "reduce_lr_on_plateau", name: "ReduceLROnPlateau", role: .reducesLearningRate,
    monitor: "m", direction: .max, best: 0.5, valueToBeat: 0.5, wait: 2, patience: 5,
    nextLearningRate: 0.01,
    fields: [
      Parameter("patience", .integer(5), .count), Parameter("factor", .number(0.1), .fraction),
    ])

  private func weigh(
    _ value: ParameterValue, _ field: String, of callback: CallbackState, isKnown: Bool = true,
    rate: Double? = 0.1, every: Int = 1, of epochs: Int = 60
  ) throws -> EditConsequence {
    let parameter = try #require(callback.field(field))
    var run = RunHistory()
    run.apply(RunEvent(time: 0, .runStarted(RunInfo(name: "x", epochs: epochs))))
    for epoch in 0..<11 {
      run.apply(
        RunEvent(
          time: 1,
          .epochEnded(
            EpochSummary(
              epoch: epoch, logs: (epoch + 1) % every == 0 ? ["m": 0.3] : ["loss": 1],
              learningRate: 0.1, seconds: 1, callbacks: []))))
    }
    return EditConsequence(
      of: value, for: parameter, in: callback, rate: rate, whatIf: isKnown ? try whatIf() : nil,
      in: run)
  }

  /// 7 of 10 epochs have passed without improvement, and 11 epochs in all.
  @Test func aPatienceBeyondTheLastEpochSaysThatItEndsNothing() throws {
    let found = try weigh(.integer(306), "patience", of: stopping)
    #expect(found.brief.first == "patience 306: no early stop before the end")
    #expect(found.next == "from here no early stop before the end")
    let cut = try weigh(.integer(90), "patience", of: reducing)
    #expect(cut.brief.first == "patience 90: no rate cut before the end")
    // In the last epoch it still stops.
    #expect(
      try weigh(.integer(10), "patience", of: stopping, of: 14).brief.first
        == "patience 10: stops after epoch 14 at the earliest")
    #expect(
      try weigh(.integer(11), "patience", of: stopping, of: 14).brief.first
        == "patience 11: no early stop before the end")
    // The end is not known.
    #expect(
      try weigh(.integer(306), "patience", of: stopping, of: 0).brief.first
        == "patience 306: stops after epoch 310 at the earliest")
  }

  @Test func aPatienceSaysWhenItWouldHaveStopped() throws {
    let found = try weigh(.integer(4), "patience", of: stopping)
    #expect(found.past == "with patience 4 from the start, it would have stopped after epoch 8")
    #expect(found.next == "from here it stops after 1 more epoch without m above 0.5")
    #expect(
      found.brief == [
        "patience 4: stops after epoch 12 at the earliest",
        "with 4 from the start, it would have stopped after epoch 8",
      ])
  }

  /// The rates of a schedule are no cuts.
  @Test func onlyTheCallbacksOwnCutsAreNamed() throws {
    let schedule = LearningRateSchedule.piecewise(
      boundaries: [1, 2, 3, 20], rates: [0.5, 0.4, 0.3, 0.2, 0.1])
    let whatIf = try WhatIf(
      values.enumerated().map {
        RecordedEpoch(epoch: $0.offset, logs: ["m": .number($0.element)])
      },
      chain: .given {
        [
          LearningRateScheduler(schedule),
          try ReduceLROnPlateau(monitor: "m", patience: 5, mode: .max),
        ]
      }, learningRate: 0.5)
    func past(_ patience: Int) throws -> String? {
      EditConsequence(
        of: .integer(patience), for: try #require(reducing.field("patience")), in: reducing,
        rate: 0.1, whatIf: whatIf
      ).past
    }
    let words = "from the start, it would"
    let cut = try past(8) ?? ""
    #expect(
      cut.hasPrefix("with patience 8 \(words) have lowered the rate after epochs 12, 20"), "\(cut)")
    #expect(try past(50) == "with patience 50 \(words) not have lowered the rate yet")
  }

  /// The second row of a screen of 120 columns holds both, one of 80 what follows.
  @Test(arguments: [
    (ParameterValue.integer(30), "patience"), (.integer(1), "patience"), (.number(0.125), "factor"),
    (.boolean(false), "enabled"),
  ]) func theFewWordsFit(value: ParameterValue, field: String) throws {
    var late = reducing
    (late.id, late.monitor) = ("reduce_lr_on_plateau", "m")
    late.fields.append(Parameter("enabled", .boolean(true), .boolean))
    for callback in [stopping, late] where callback.field(field) != nil {
      let brief = try weigh(value, field, of: callback).brief
      #expect(brief.joined(separator: " · ").count <= 118, "\(brief)")
      #expect(try #require(brief.first).count <= 78)
    }
  }

  @Test func anUnknownRateIsNotAtItsFloor() throws {
    var floor = reducing
    floor.nextLearningRate = nil
    #expect(
      try weigh(.integer(8), "patience", of: floor).brief.first
        == "patience 8: the rate is at its floor, so nothing follows")
    #expect(
      try weigh(.integer(8), "patience", of: floor, rate: nil).brief.first
        == "patience 8: lowers the rate after epoch 17 at the earliest")
  }

  @Test func aRateBelowTheLowestOneIsLoweredNoMore() {
    var bounded = reducing
    bounded.fields.append(Parameter("min_lr", .number(0.01), .magnitude))
    let words = "ReduceLROnPlateau lowers it no more: its min_lr is 0.01"
    let found = EditConsequence(
      ofRate: .to(0.005), from: 0.1, callbacks: [bounded], in: RunHistory())
    #expect(found.next == words && found.brief == ["learning rate 0.005: \(words)"])
    // At it, too; above it one more cut follows.
    let atIt = EditConsequence(ofRate: .to(0.01), from: 0.1, callbacks: [bounded], in: RunHistory())
    #expect(atIt.next == words)
    #expect(
      EditConsequence(ofRate: .to(0.02), from: 0.1, callbacks: [bounded], in: RunHistory()).next
        == "ReduceLROnPlateau lowers it from there, in 3 epochs at the earliest")
  }

  @Test func anotherUnitIsNotTakenForEpochs() throws {
    var other = stopping
    other.unit = "evaluations"
    #expect(
      try weigh(.integer(12), "patience", of: other).brief.first
        == "patience 12: stops after 5 more evaluations at the earliest")
  }

  @Test func aLongerPatienceSaysWhenItWillStop() throws {
    let found = try weigh(.integer(30), "patience", of: stopping)
    #expect(found.past == "with patience 30 from the start, it would still be training")
    #expect(found.next == "from here it stops after 23 more epochs without m above 0.5")
  }

  @Test func aPatienceOfTheRateSaysWhichCutsThereWouldHaveBeen() throws {
    let found = try weigh(.integer(8), "patience", of: reducing)
    #expect(
      found.past
        == "with patience 8 from the start, it would have lowered the rate after epoch 12 (now 0.01)"
    )
    #expect(found.next == "from here it lowers the rate after 6 more epochs without m above 0.5")
  }

  @Test func aFactorSaysTheNextRate() throws {
    let found = try weigh(.number(0.5), "factor", of: reducing)
    #expect(found.next == "from here the next rate is 0.05")
  }

  /// Of a script the rules are not known, but its counters are.
  @Test func withoutTheRulesOnlyTheFutureIsKnown() throws {
    let found = try weigh(.integer(12), "patience", of: stopping, isKnown: false)
    #expect(found.past == nil)
    #expect(found.next == "from here it stops after 5 more epochs without m above 0.5")
  }

  private func history(_ info: RunInfo, _ kinds: RunEvent.Kind...) -> RunHistory {
    var history = RunHistory()
    history.apply(RunEvent(time: 0, .runStarted(info)))
    for kind in kinds { history.apply(RunEvent(time: 1, kind)) }
    return history
  }

  /// No epoch can be named where only some have the metric.
  @Test func aMetricOfSomeEpochsNamesNoEpoch() throws {
    #expect(
      try weigh(.integer(4), "patience", of: stopping, every: 2).brief.first
        == "patience 4: stops after 1 more epoch at the earliest")
  }

  @Test func aRateFarAboveAllOthersIsNamed() {
    let run = history(
      RunInfo(name: "x", epochs: 3, stepsPerEpoch: 4, learningRate: 0.01), .epochStarted(epoch: 0),
      .learningRateChanged(
        LearningRateChange(epoch: 0, step: 1, old: 0.01, new: 0.001, by: "ReduceLROnPlateau")))
    func next(_ rate: Double) -> String? {
      EditConsequence(ofRate: .to(rate), from: 0.001, callbacks: [], in: run).next
    }
    #expect(next(0.09) == "no callback changes the rate after this")
    #expect(
      next(50) == "5000 times the highest rate so far; no callback changes the rate after this")
  }

  @Test func theEndOfTrainingIsWeighed() {
    let run = history(RunInfo(name: "x", epochs: 40))
    let fewer = EditConsequence(ofEnd: .setEpochs(10), in: run)
    #expect(fewer?.past == "40 → 10 epochs" && fewer?.next == "training ends after epoch 10")
    func stop(_ epoch: Int, _ run: RunHistory) -> String? {
      EditConsequence(ofEnd: .stopAfter(epoch: epoch), in: run)?.next
    }
    #expect(stop(5, run) == "training ends after epoch 5 of 40")
    #expect(stop(50, run) == "training ends after epoch 40 anyway")
    #expect(stop(5, history(RunInfo(name: "x", epochs: 0))) == "training ends after epoch 5")
    #expect(EditConsequence(ofEnd: .save, in: run) == nil)
    #expect(EditConsequence(ofEnd: .setEpochs(40), in: run) == nil)
  }

  /// The trainer refuses an end before the epoch that has begun.
  @Test func anEndThatIsPastIsTooLate() {
    let run = history(RunInfo(name: "x", epochs: 40), .epochStarted(epoch: 6))
    func next(_ command: RunCommand) -> String? { EditConsequence(ofEnd: command, in: run)?.next }
    #expect(next(.setEpochs(6)) == "too late: this is epoch 7")
    #expect(next(.stopAfter(epoch: 6)) == "too late: this is epoch 7")
    #expect(next(.setEpochs(7)) == "training ends after epoch 7")
    #expect(next(.stopAfter(epoch: 7)) == "training ends after epoch 7 of 40")
  }

  @Test func aRateSaysWhoElseSetsIt() {
    let found = EditConsequence(
      ofRate: .to(0.05), from: 0.1, callbacks: [stopping, reducing], in: RunHistory())
    #expect(found.past == "0.1 → 0.05, 0.5 times the present rate")
    #expect(found.next == "ReduceLROnPlateau lowers it from there, in 3 epochs at the earliest")
    let schedule = CallbackState(
      id: "s", name: "LearningRateScheduler", role: .schedulesLearningRate)
    func next(_ history: RunHistory) -> String? {
      EditConsequence(ofRate: .to(0.05), from: 0.1, callbacks: [schedule], in: history).next
    }
    #expect(next(RunHistory()) == "the schedule takes over at the end of the epoch")
    #expect(
      next(history(RunInfo(name: "x", epochs: 2, framework: "torch")))
        == "\(schedule.name) goes on from there, with the same shape")
    let scaled = CallbackState(
      id: "s", name: "LearningRateScheduler", role: .schedulesLearningRate,
      fields: [Parameter("scale", .number(1), .magnitude)])
    #expect(
      EditConsequence(ofRate: .to(0.05), from: 0.1, callbacks: [scaled], in: RunHistory()).next
        == "the schedule takes over at the end of the epoch; its scale changes all of its rates")
    let info = RunInfo(name: "x", epochs: 2, stepsPerEpoch: 4)
    #expect(
      next(history(info, .epochStarted(epoch: 0)))
        == "the schedule takes over at the end of the epoch")
    // After the last epoch nothing takes over; between epochs the next one begins at once.
    #expect(
      next(history(info, .epochStarted(epoch: 1))) == "no callback changes the rate after this")
    #expect(next(history(info, .paused(epoch: 1, step: 0))) == "the schedule takes over at once")
    #expect(
      next(history(info, .paused(epoch: 0, step: 2)))
        == "the schedule takes over at the end of the epoch")
    #expect(
      EditConsequence(ofRate: .to(0.05), from: nil, callbacks: [stopping], in: RunHistory())
        .next == "no callback changes the rate after this")
  }

  @Test func aCutBeyondTheLastEpochIsNotTold() {
    func next(epochs: Int) -> String? {
      EditConsequence(
        ofRate: .to(0.05), from: 0.1, callbacks: [reducing],
        in: history(RunInfo(name: "x", epochs: epochs, stepsPerEpoch: 4))
      ).next
    }
    #expect(
      next(epochs: 3) == "ReduceLROnPlateau lowers it from there, in 3 epochs at the earliest")
    #expect(next(epochs: 2) == "no callback changes the rate after this")
  }

  @Test func aRelativeRateIsAboutThatNumberWhileAScheduleMovesIt() {
    func weigh(_ change: NumberChange, from present: Double?, _ chain: [CallbackState])
      -> EditConsequence
    {
      EditConsequence(ofRate: change, from: present, callbacks: chain, in: RunHistory())
    }
    let schedule = CallbackState(
      id: "s", name: "LearningRateScheduler", role: .schedulesLearningRate)
    let moved = weigh(.times(0.5), from: 0.1, [schedule])
    #expect(moved.past == "0.1 → about 0.05, 0.5 times the present rate")
    #expect(moved.brief.first?.hasPrefix("learning rate about 0.05: ") == true)
    #expect(weigh(.to(0.05), from: 0.1, [schedule]).past?.contains("about") == false)
    #expect(weigh(.plus(0.1), from: 0.1, []).past == "0.1 → 0.2, 2 times the present rate")
    // Only the run knows its rate.
    let unknown = weigh(.times(0.5), from: nil, [])
    #expect(unknown.past == nil)
    #expect(unknown.brief == ["learning rate × 0.5: no callback changes the rate after this"])
  }

  @Test func aCallbackThatIsOffSetsNothing() {
    var off = reducing
    off.fields.append(Parameter("enabled", .boolean(false), .boolean))
    #expect(
      EditConsequence(ofRate: .to(0.05), from: 0.1, callbacks: [off], in: RunHistory()).next
        == "no callback changes the rate after this")
  }
}
