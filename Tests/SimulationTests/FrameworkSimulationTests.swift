import Callbacks
import FrameworkCallbacks
import RunModel
import Simulation
import Testing

/// The rules of other frameworks on saved logs.
@Suite struct FrameworkSimulationTests {
  private func log(_ rows: [[String: Double]]) -> [RecordedEpoch] {
    rows.enumerated().map { index, row in
      let logs = Logs(row.sorted { $0.key < $1.key }.map { ($0.key, .number($0.value)) })
      return RecordedEpoch(epoch: index, logs: logs)
    }
  }

  private func log(_ values: [Double], of name: String = "val_loss") -> [RecordedEpoch] {
    log(values.map { [name: $0] })
  }

  @Test func pyTorchReducesOneEpochLaterThanKerasAndIn64Bits() throws {
    let flat = log([1, 1, 1, 1])
    let keras = try Simulation(
      flat, callbacks: [try ReduceLROnPlateau(patience: 2)], learningRate: 0.3)
    let torch = try Simulation(
      flat, callbacks: [try TorchReduceLROnPlateau.make([("patience", .integer(2))])],
      learningRate: 0.3)
    let rates = keras.epochs.map(\.learningRate)
    #expect(rates.firstIndex { $0 < 0.1 } == 2 && rates[0] == Double(Float(0.3)))
    #expect(torch.epochs.map(\.learningRate) == [0.3, 0.3, 0.3, 0.3 * 0.1])
    #expect(
      torch.epochs[2].reports["torch.reduce_lr_on_plateau"]?.counters.first?.value == .integer(2))
  }

  @Test func onlyEpochsWithAValidationCountForTransformers() throws {
    let rule = try TransformersEarlyStopping.make([("early_stopping_patience", .integer(2))])
    // `loss` is the training loss; the evaluation is every second epoch.
    let simulation = try Simulation(
      log([
        ["loss": 9, "eval_loss": 1, "eval_runtime": 3], ["loss": 1],
        ["loss": 8, "eval_loss": 2, "eval_runtime": 3], ["loss": 1],
        ["loss": 7, "eval_loss": 2, "eval_runtime": 3],
      ]), callbacks: [rule], learningRate: 0.1)
    #expect(simulation.epochs.map { $0.callbacks[0].wait } == [0, 0, 1, 1, 2])
    #expect(simulation.epochs.first?.callbacks[0].monitor == "eval_loss")
    #expect(simulation.end.stoppedEpoch == 4)
  }

  @Test func anExceptionOfTheFrameworkEndsTheSimulation() throws {
    let rule = try TransformersEarlyStopping.make([("metric_for_best_model", .text("eval_f1"))])
    let log = log([["eval_f1": 0.5], ["eval_f1": 0.6], ["loss": 1], ["eval_f1": 0.7]])
    let simulation = try Simulation(log, callbacks: [rule], learningRate: 0.1)
    #expect(simulation.epochs.count == 2)
    #expect(simulation.end.failedEpoch == 2 && simulation.end.stoppedEpoch == nil)
    let summary = SimulationSummary(simulation: simulation, log: log)
    #expect(summary.headline.hasPrefix("fails in epoch 3: KeyError: the evaluation has no eval_f1"))
    #expect(summary.sentences.first?.hasPrefix("training would have failed in epoch 3") == true)
  }

  @Test func aLogWithoutAnyValueIsJudgedAsTheFrameworkJudgesIt() throws {
    let log = log([[:], [:]])
    let tolerant = try MMEngineEarlyStopping.make([
      ("monitor", .text("accuracy")), ("strict", .boolean(false)),
    ])
    let waiting = try Simulation(log, callbacks: [tolerant], learningRate: 0.1)
    #expect(waiting.epochs.map { $0.callbacks[0].wait } == [0, 0])
    #expect(waiting.end.stoppedEpoch == nil && waiting.end.failedEpoch == nil)
    let strict = try LightningEarlyStopping.make([("monitor", .text("accuracy"))])
    let failing = try Simulation(log, callbacks: [strict], learningRate: 0.1)
    #expect(failing.epochs.isEmpty && failing.end.failedEpoch == 0)
    #expect(throws: MissingMonitor.self) {
      try Simulation(
        log, callbacks: [EarlyStopping(monitor: "accuracy")], learningRate: 0.1)
    }
  }

  @Test func aMetricThatIsNeverThereIsAnErrorUnlessTheRuleToleratesIt() throws {
    let log = log([1, 2])
    let strict = try LightningEarlyStopping.make([("monitor", .text("val_los"))])
    #expect(throws: MissingMonitor.self) {
      try Simulation(log, callbacks: [strict], learningRate: 0.1)
    }
    let tolerant = try LightningEarlyStopping.make([
      ("monitor", .text("val_los")), ("strict", .boolean(false)),
    ])
    let simulation = try Simulation(log, callbacks: [tolerant], learningRate: 0.1)
    #expect(simulation.epochs.map { $0.callbacks[0].wait } == [0, 0])
    #expect(simulation.warnings.count == 1)
  }

  @Test func theFitnessIsComputedAsUltralyticsComputesIt() throws {
    func fitness(_ row: [String: Double]) throws -> Double? {
      let rule = try UltralyticsEarlyStopping.make([])
      let simulation = try Simulation(log([row]), callbacks: [rule], learningRate: 0.1)
      return simulation.epochs.first?.callbacks.first?.best
    }
    let boxes = "metrics/mAP50-95(B)"
    #expect(try fitness([boxes: 0.25, "metrics/mAP50(B)": 0.5]) == 0.25)
    #expect(try fitness([boxes: 0.25, "metrics/mAP50-95(M)": 0.5]) == 0.75)
    #expect(
      try fitness(["metrics/accuracy_top1": 0.5, "metrics/accuracy_top5": 1.0]) == 0.75)
    #expect(try fitness([boxes: 0.25, "fitness": 0.75]) == 0.75)
  }

  @Test func aWhatIfBeginsWithTheRulesOfTheFramework() throws {
    func ids(_ framework: TrainingFramework, _ direction: Direction) throws -> [String] {
      let whatIf = try WhatIf(
        log([1, 2], of: "m"),
        chain: .usual(monitor: "m", direction: direction, framework: framework),
        learningRate: 0.1)
      #expect(whatIf.outcome.start.allSatisfy { $0.monitor == "m" && $0.direction == direction })
      return whatIf.outcome.start.map(\.id)
    }
    let reducer = "torch.reduce_lr_on_plateau"
    for direction in Direction.allCases {
      #expect(try ids(.keras, direction) == ["early_stopping", "reduce_lr_on_plateau"])
      #expect(try ids(.torch, direction) == ["early_stopping", reducer])
      #expect(try ids(.lightning, direction) == ["lightning.early_stopping", reducer])
      #expect(try ids(.transformers, direction) == ["transformers.early_stopping", reducer])
      #expect(try ids(.mmengine, direction) == ["mmengine.early_stopping", reducer])
    }
    #expect(try ids(.ultralytics, .max) == ["ultralytics.early_stopping"])
    #expect(try ids(.ultralytics, .min) == ["early_stopping", "reduce_lr_on_plateau"])
  }
}
