import Callbacks
import RunModel
import Testing

@Suite struct ChainTests {
  @Test func whatOneCallbackWritesAllLaterOnesSeeAndTheTrainerDoesNot() throws {
    final class Seen { var names: [[String]] = [] }
    let seen = Seen()
    let watch = { LambdaCallback(onEpochEnd: { _, logs, _ in seen.names.append(logs.names) }) }
    let history = History()
    let chain = CallbackChain([
      watch(), LambdaCallback(onEpochEnd: { _, logs, _ in logs["val_mAP"] = 0.5 }), watch(),
      history,
    ])
    let logs: Logs = ["val_loss": 1, "loss": 2]
    let final = try chain.epochEnded(0, logs, Stage().training)
    #expect(seen.names == [["loss", "val_loss"], ["loss", "val_loss", "val_mAP"]])
    #expect(final["val_mAP"] == 0.5)
    #expect(history["val_mAP"] == [0.5])
    #expect(final[value: "loss"] == .number(2))
  }

  @Test func theMetricIsComputedOnceAnEpochForTwoCallbacksOnOneHub() throws {
    final class Count { var calls = 0 }
    let count = Count()
    let scores = [0.5, 0.6, 0.6, 0.6, 0.6]
    let hub = MetricHub(metric: "val/mAP") {
      defer { count.calls += 1 }
      return scores[count.calls]
    }
    let stopping = EarlyStoppingByMAP(hub: hub, patience: 3)
    let reducing = try ReduceLROnPlateauByMAP(hub: hub, factor: 0.5, patience: 2)
    let chain = CallbackChain([stopping, reducing])
    let stage = Stage(model: StubModel(learningRate: 1))
    try chain.trainBegan(stage.training)
    var epochs = 0
    while !stage.training.stopTraining {
      let logs = try chain.epochEnded(epochs, ["loss": 1], stage.training)
      #expect(logs["val/mAP"] == scores[epochs])
      epochs += 1
    }
    #expect(epochs == 5)
    #expect(count.calls == 5)
    #expect(stage.model.learningRate == 0.5)
    #expect(chain.stopper?.id == "early_stopping_by_map")
    let evaluations = stage.events.filter { if case .evaluated = $0 { true } else { false } }
    #expect(evaluations.count == 5)
  }

  @Test func evaluationFollowsItsFrequencyAndAlwaysMeasuresTheLastEpoch() throws {
    let evaluation = EvaluationCallback(metric: "val/mAP", frequency: 3) { 0.25 }
    let stage = Stage(epochs: 8)
    let measured = try (0..<8).filter {
      try stage.end(evaluation, epoch: $0, ["loss": 1])["val/mAP"] != nil
    }
    #expect(measured == [2, 5, 7])
  }

  @Test func aLaterCallbackCanVetoTheEnd() throws {
    let chain = CallbackChain([
      LambdaCallback(onEpochEnd: { _, _, training in training.stopTraining = true }),
      LambdaCallback(onEpochEnd: { _, _, training in training.stopTraining = false }),
    ])
    let stage = Stage()
    try chain.epochEnded(0, ["loss": 1], stage.training)
    #expect(!stage.training.stopTraining)
    #expect(chain.stopper == nil)
  }

  @Test func twoCallbacksOfAKindHaveTheirOwnNames() throws {
    let chain = CallbackChain([EarlyStopping(patience: 1), EarlyStopping(patience: 2), History()])
    #expect(chain.states.map(\.id) == ["early_stopping", "early_stopping_2", "history"])
    #expect(try chain.set("patience", of: "early_stopping_2", to: .integer(7)).old == .integer(2))
    #expect(chain.states.map(\.patience) == [1, 7, nil])
    #expect(throws: EditRefusal.self) {
      try chain.set("patience", of: "early_stoping", to: .integer(1))
    }
  }

  @Test func aDisabledCallbackStandsStillUntilItIsEnabled() throws {
    let stopping = EarlyStopping(monitor: "loss", patience: 2)
    let chain = CallbackChain([stopping])
    let stage = Stage()
    try chain.trainBegan(stage.training)
    try chain.epochEnded(0, ["loss": 1], stage.training)
    #expect(
      try chain.set("enabled", of: "early_stopping", to: .boolean(false)).old == .boolean(true))
    for epoch in 1..<6 { try chain.epochEnded(epoch, ["loss": 2], stage.training) }
    #expect(stopping.wait == 0)
    #expect(chain.states[0].field("enabled")?.value == .boolean(false))
    _ = try chain.set("enabled", of: "early_stopping", to: .boolean(true))
    for epoch in 6..<8 { try chain.epochEnded(epoch, ["loss": 2], stage.training) }
    #expect(stage.training.stopTraining)
    #expect(throws: EditRefusal.self) {
      try chain.set("enabled", of: "early_stopping", to: .integer(1))
    }
  }

  @Test func aChangedLearningRateIsToldWithWhoDidIt() throws {
    let chain = CallbackChain([
      try ReduceLROnPlateau(monitor: "loss", factor: 0.5, patience: 1, minDelta: 0)
    ])
    let stage = Stage(model: StubModel(learningRate: 1))
    try chain.trainBegan(stage.training)
    for epoch in 0..<2 { try chain.epochEnded(epoch, ["loss": 1], stage.training) }
    let changes = stage.events.compactMap {
      if case .learningRateChanged(let change) = $0 { change } else { nil }
    }
    #expect(changes.map(\.by) == ["ReduceLROnPlateau"])
    #expect(changes.map(\.new) == [0.5])
  }

  @Test func aPatienceThatOutlastsTheEpochsIsFound() throws {
    func words(_ epochs: Int?) throws -> [String] {
      ChainCheck.findings(
        [
          EarlyStopping(monitor: "loss", patience: 6, mode: .min),
          try ReduceLROnPlateau(monitor: "loss", patience: 5, mode: .min),
        ], metrics: ["loss"], epochs: epochs
      ) { _ in .min }.map(\.text)
    }
    #expect(try words(nil) == [])
    #expect(try words(7) == [])
    let stops = "EarlyStopping (patience 6) cannot stop a run of"
    #expect(try words(6) == ["\(stops) 6 epochs early: lower its patience"])
    #expect(
      try words(2) == [
        "\(stops) 2 epochs early: lower its patience",
        "ReduceLROnPlateau (patience 5) cannot lower the learning rate within 2 epochs: lower its "
          + "patience",
      ])
    // No patience acts in a single epoch.
    #expect(try words(1) == [])
  }

  @Test func theChecksSayWhatIsWrongInAChain() throws {
    let evaluation = EvaluationCallback(metric: "val/mAP") { 1 }
    let findings = ChainCheck.findings(
      [
        EarlyStopping(monitor: "val/mAP", patience: 3), evaluation,
        try ReduceLROnPlateau(monitor: "val/mAP", patience: 5, mode: .max, cooldown: 1),
        EarlyStopping(monitor: "val/map", mode: .max),
      ], metrics: ["loss", "val_loss"], direction: { $0 == "accuracy" ? .max : nil })
    #expect(
      findings.map(\.text) == [
        "EarlyStopping reads val/mAP before EvaluationCallback writes it: put EvaluationCallback "
          + "first",
        "EarlyStopping cannot know whether a larger val/mAP is better: give it mode: max or "
          + "mode: min",
        "EarlyStopping watches val/map, which nothing before it writes; did you mean val/mAP?",
        "EarlyStopping (patience 3) ends training before ReduceLROnPlateau (patience 5) lowers the "
          + "learning rate: give it more patience than 5",
        "ReduceLROnPlateau has cooldown 1, which changes nothing: a cooldown of N spares N - 1 "
          + "epochs",
      ])
    #expect(findings.map(\.isImpossible) == [false, true, false, false, false])
  }

  @Test func aLoggerBeforeAProducerAndTwoOwnersOfTheRateAreFound() throws {
    let findings = ChainCheck.findings(
      [
        CSVLogger(path: "log.csv"), LearningRateScheduler(.constant),
        try ReduceLROnPlateau(monitor: "val_loss"),
      ], metrics: ["loss", "val_loss"], direction: { _ in nil })
    #expect(findings.count == 3)
    #expect(findings[0].text.contains("CSVLogger comes before LearningRateScheduler"))
    #expect(findings[2].text.contains("undoes what ReduceLROnPlateau does"))
  }

  @Test func aMinDeltaAboveTheNoiseOfTheLastRunIsFound() throws {
    let callbacks = [EarlyStopping(monitor: "val_loss", minDelta: 0.01, patience: 3)]
    func findings(_ noise: Double) -> [String] {
      ChainCheck.findings(
        callbacks, metrics: ["val_loss"], noise: ["val_loss": noise]
      ) { _ in nil }.map(\.text)
    }
    #expect(findings(0.02) == [])
    #expect(
      findings(0.002) == [
        "min_delta of EarlyStopping (0.01) is above the usual change of val_loss, 0.002 per epoch "
          + "late in the last run: lower it"
      ])
    // Two callbacks on one metric are one finding, and the change has two digits.
    let both: [any Callback] = [
      EarlyStopping(monitor: "val_loss", minDelta: 0.004, patience: 3),
      try ReduceLROnPlateau(monitor: "val_loss", patience: 2, minDelta: 0.004),
    ]
    #expect(
      ChainCheck.findings(both, metrics: ["val_loss"], noise: ["val_loss": 0.000864368]) { _ in nil
      }
      .map(\.text) == [
        "min_delta of EarlyStopping (0.004) and ReduceLROnPlateau (0.004) is above the usual change "
          + "of val_loss, 8.6e-4 per epoch late in the last run: lower it"
      ])
  }

  @Test func aModeAgainstTheMetricIsFound() throws {
    func findings(_ metric: String, _ mode: MonitorMode, _ better: Direction?) -> [String] {
      ChainCheck.findings(
        [EarlyStopping(monitor: metric, patience: 3, mode: mode)], metrics: [metric],
        usual: { _ in better }
      ) { _ in nil }.map(\.text)
    }
    #expect(
      findings("val/mAP", .min, .max) == [
        "EarlyStopping has mode: min, but a higher val/mAP is better: give it mode: max"
      ])
    #expect(
      findings("val_loss", .max, .min) == [
        "EarlyStopping has mode: max, but a lower val_loss is better: give it mode: min"
      ])
    #expect(findings("val/mAP", .max, .max).isEmpty && findings("x", .min, nil).isEmpty)
  }

  @Test func aPatienceOnAMetricOfEveryThirdEpochSaysWhatItMeans() throws {
    func findings(every frequency: Int) throws -> [String] {
      ChainCheck.findings(
        [
          EvaluationCallback(metric: "val/mAP", frequency: frequency) { 1 },
          EarlyStopping(monitor: "val/mAP", patience: 5, mode: .max),
          try ReduceLROnPlateau(monitor: "val/mAP", patience: 2, mode: .max),
          EarlyStopping(monitor: "val_loss", patience: 4, mode: .min),
        ], metrics: ["val_loss"]
      ) { _ in nil }.map(\.text)
    }
    #expect(
      try findings(every: 3) == [
        "val/mAP is measured every 3 epochs, and a patience counts its values: patience 5 of "
          + "EarlyStopping means 15 epochs, patience 2 of ReduceLROnPlateau means 6 epochs"
      ])
    #expect(try findings(every: 1).isEmpty)
  }

  @Test func aCheckpointOfTheBestByBatchesIsFound() throws {
    let callback = try ModelCheckpoint(
      path: "x.safetensors", saveBestOnly: true, saveFrequency: .batches(5))
    let findings = ChainCheck.findings([callback], metrics: ["val_loss"]) { _ in nil }
    #expect(findings.count == 1 && findings[0].text.hasSuffix("leave save_freq out"))
  }

  @Test func everyConditionOfACombinationIsChecked() throws {
    let callback = try CombinedEarlyStopping(
      .all, of: [.init(monitor: "val_loss"), .init(monitor: "val_lss", patience: 2)])
    let findings = ChainCheck.findings([callback], metrics: ["val_loss"]) { _ in nil }
    #expect(findings.count == 2)
    #expect(findings[0].text.contains("val_loss"))
    #expect(findings[1].isImpossible)
  }

  @Test func aSoundChainGivesNoFindings() throws {
    let evaluation = EvaluationCallback(metric: "val/mAP") { 1 }
    let findings = ChainCheck.findings(
      [
        evaluation, EarlyStopping(monitor: "val/mAP", patience: 6, mode: .max),
        try ReduceLROnPlateau(monitor: "val/mAP", patience: 3, mode: .max),
      ], metrics: ["loss"], direction: { $0 == "accuracy" ? .max : nil })
    #expect(findings.isEmpty)
  }
}
