import Callbacks
import RunModel
import Simulation
import Testing

@Suite struct WhatIfTests {
  /// Rises to epoch 4, then stays below it, then is best at the end.
  private let values =
    [0.1, 0.2, 0.3, 0.5, 0.4] + (0..<20).map { 0.3 + Double($0) * 0.001 } + [0.8]

  private func log(_ values: [Double]) -> [RecordedEpoch] {
    values.enumerated().map { RecordedEpoch(epoch: $0.offset, logs: ["m": .number($0.element)]) }
  }

  private func usual() throws -> WhatIf {
    try WhatIf(log(values), chain: .usual(monitor: "m", direction: .max), learningRate: 0.1)
  }

  private func callbacks(
    patience: Int = 10, factor: Double = 0.1
  ) throws -> [any Callback] {
    [
      EarlyStopping(monitor: "m", patience: patience, mode: .max, restoreBestWeights: true),
      try ReduceLROnPlateau(monitor: "m", factor: factor, patience: 5, mode: .max),
    ]
  }

  @Test func itIsTheSimulationWithTheSameSettings() throws {
    var preset = try usual()
    let simulation = try Simulation(
      log(values), callbacks: callbacks(), learningRate: 0.1)
    #expect(preset.outcome.epochs == simulation.epochs)
    #expect(preset.outcome.end.stoppedEpoch == simulation.end.stoppedEpoch)
    #expect(preset.outcome.stop == 14)
    try preset.set("patience", of: "early_stopping", to: .integer(4))
    try preset.set("factor", of: "reduce_lr_on_plateau", to: .number(0.5))
    try preset.set(learningRate: 0.01)
    let other = try Simulation(
      log(values), callbacks: callbacks(patience: 4, factor: 0.5), learningRate: 0.01)
    #expect(preset.outcome.epochs == other.epochs)
    #expect(preset.outcome.stop == 8)
  }

  @Test func theGaugesAreThoseOfTheMoment() throws {
    let outcome = try usual().outcome
    func wait(_ x: Double) -> Int? { outcome.callbacks(after: x)[0].wait }
    #expect(wait(0) == 0)
    #expect(wait(4) == 0)
    #expect(wait(4.9) == 0)
    #expect(wait(7) == 3)
    #expect(wait(14) == 10)
    // After the end they stay as they were then.
    #expect(wait(24) == 10)
    #expect(outcome.learningRate(at: 8) == 0.1)
    #expect(outcome.learningRate(at: 9).map(Float.init) == 0.01)
    #expect(outcome.learningRates.map(\.x) == [0, 9, 14])
  }

  /// A schedule sets the rate of an epoch when it begins.
  @Test func theRateOfAScheduleIsThatOfTheEpochAsItWasTrained() throws {
    let whatIf = try WhatIf(
      log([1, 1, 1]),
      chain: .given {
        [LearningRateScheduler(.piecewise(boundaries: [1, 2], rates: [0.5, 0.25, 0.125]))]
      },
      learningRate: 0.1)
    let rates = whatIf.outcome.learningRates
    #expect(rates.map(\.x) == [0, 1, 2] && rates.map(\.y) == [0.5, 0.25, 0.125])
    // Three of eight epochs: the cosine is that of all of them.
    let cosine = try WhatIf(
      [], chain: .given { [LearningRateScheduler(.cosine(warmup: 0, minimum: 0))] },
      learningRate: 1, epochs: 8)
    #expect(try (cosine.on(log([1, 1, 1])).outcome.learningRate(at: 2.5) ?? 0) > 0.7)
  }

  /// Values that are better than the best of a callback do not count when they are so by too little.
  @Test(arguments: [[0.5, 0.55, 0.52], [0.5, 0.45, 0.4]])
  func theReasonOfTheEndNamesAMinDeltaThatDecided(values: [Double]) throws {
    let whatIf = try WhatIf(
      log(values),
      chain: .given { [EarlyStopping(monitor: "m", minDelta: 0.1, patience: 2, mode: .max)] },
      learningRate: 0.1)
    let sentence = try #require(whatIf.outcome.end.reason?.sentence)
    let decided = values[1] > values[0]
    #expect(
      sentence.contains(
        "m had not improved on 0.5 (epoch 1) \(decided ? "by min_delta 0.1 " : "")for 2 epochs"),
      "\(sentence)")
  }

  @Test func aRefusedChangeLeavesAllAsItWas() throws {
    var preset = try usual()
    try preset.set("patience", of: "early_stopping", to: .integer(4))
    let before = preset
    #expect(throws: EditRefusal.self) {
      try preset.set("patience", of: "early_stopping", to: .integer(-1))
    }
    #expect(throws: EditRefusal.self) {
      try preset.set("no_such_field", of: "early_stopping", to: .integer(1))
    }
    #expect(throws: EditRefusal.self) {
      try preset.set("patience", of: "nobody", to: .integer(1))
    }
    #expect(preset == before)
    #expect(preset.edits.count == 1)
    #expect(try preset.undo())
    #expect(try preset == usual())
  }

  @Test func changesAreTakenBackInTheirOrder() throws {
    var preset = try usual()
    var states = [preset]
    try preset.set(learningRate: 0.5)
    states.append(preset)
    try preset.set("patience", of: "early_stopping", to: .integer(3))
    states.append(preset)
    try preset.set(learningRate: 0.25)
    states.append(preset)
    try preset.set("patience", of: "early_stopping", to: .integer(8))
    for state in states.reversed() {
      #expect(try preset.undo())
      #expect(preset == state)
    }
    #expect(try !preset.undo())
    #expect(preset == states[0])
    for state in states.dropFirst() {
      #expect(try preset.redo())
      #expect(preset == state)
    }
    #expect(try preset.redo() && !preset.redo())
    // A new change ends the redoing.
    #expect(try preset.undo())
    try preset.set(learningRate: 0.125)
    #expect(try !preset.redo())
  }

  @Test func theSettingsStayWhenTheLogGrows() throws {
    var preset = try WhatIf(
      log(Array(values.prefix(6))), chain: .usual(monitor: "m", direction: .max),
      learningRate: 0.1)
    try preset.set("patience", of: "early_stopping", to: .integer(4))
    try preset.set(learningRate: 0.3)
    #expect(preset.outcome.stop == nil)
    var grown = try preset.on(log(values))
    #expect(grown.outcome.stop == 8)
    #expect(grown.learningRate == 0.3)
    #expect(try grown.undo() && grown.undo())
    #expect(try grown == usual())
  }

  @Test func theUsualCallbacksCanWatchAnotherMetric() throws {
    let log = values.enumerated().map { index, value in
      RecordedEpoch(epoch: index, logs: ["m": .number(value), "loss": .number(1 - value)])
    }
    var preset = try WhatIf(log, chain: .usual(monitor: "m", direction: .max), learningRate: 0.1)
    try preset.set("patience", of: "early_stopping", to: .integer(4))
    let other = try preset.watching("loss", .min)
    #expect(other.outcome.callbacks(after: 1)[0].monitor == "loss")
    #expect(other.outcome.stop == preset.outcome.stop)
    #expect(other.edits == preset.edits)
  }

  /// Ultralytics cannot watch a metric whose smaller values are better.
  @Test func changesOfACallbackThatCannotWatchTheMetricAreLeftOut() throws {
    let log = values.enumerated().map { index, value in
      RecordedEpoch(epoch: index, logs: ["m": .number(value), "loss": .number(1 - value)])
    }
    var preset = try WhatIf(
      log, chain: .usual(monitor: "m", direction: .max, framework: .ultralytics), learningRate: 0.1)
    try preset.set("patience", of: "ultralytics.early_stopping", to: .integer(4))
    try preset.set(learningRate: 0.3)
    var other = try preset.watching("loss", .min)
    #expect(
      other.outcome.callbacks(after: 1).map(\.id) == ["early_stopping", "reduce_lr_on_plateau"])
    #expect(other.edits.isEmpty && other.learningRate == 0.3)
    #expect(try other.undo() && !other.undo())
    #expect(other.learningRate == 0.1)
  }

  @Test func callbacksOfARecipeAreMadeAnewEachTime() throws {
    let preset = try WhatIf(
      log(values), chain: .given { [EarlyStopping(monitor: "m", patience: 2, mode: .max)] },
      learningRate: 0.1)
    #expect(preset.outcome.stop == 6)
    #expect(try preset.on(log(values)).outcome == preset.outcome)
  }

  /// EarlyStopping as the recipe has it.
  private func own(_ settings: [CallbackState]) throws -> WhatIf {
    try WhatIf(
      log(values),
      chain: .own {
        [
          EarlyStopping(monitor: "m", patience: 2, mode: .max),
          try ReduceLROnPlateau(monitor: "m", patience: 5, mode: .max),
        ]
      }, learningRate: 0.1, settings: settings)
  }

  @Test(arguments: ["early_stopping", "early_stopping_by_map"])
  func aRunsOwnCallbacksBeginAsTheRunEndedWithThem(id: String) throws {
    #expect(try own([]).outcome.stop == 6)
    let ended = [
      CallbackState(
        id: id, name: "EarlyStopping", monitor: "m",
        fields: [
          Parameter("patience", .integer(8), .count),
          Parameter("no_such_field", .integer(1), .count),
        ]),
      CallbackState(
        id: "reduce_lr_on_plateau", name: "ReduceLROnPlateau", monitor: "m",
        fields: [Parameter("enabled", .boolean(false), .boolean)]),
      CallbackState(id: "csv_logger", name: "CSVLogger"),
    ]
    var preset = try own(ended)
    #expect(preset.outcome.stop == 12)
    #expect(preset.outcome.start[0].field("patience")?.value == .integer(8))
    #expect(preset.outcome.learningRates.count == 1)
    #expect(preset.edits.isEmpty)
    // What was changed while it ran is known.
    #expect(preset.outcome.adopted.map(\.field) == ["patience", "enabled"])
    #expect(try own([]).outcome.adopted.isEmpty)
    // Changes start from there, and undo leads back to there.
    try preset.set("patience", of: "early_stopping", to: .integer(9))
    #expect(preset.outcome.stop == 13)
    #expect(try preset.on(log(values), settings: ended).outcome.stop == 13)
    #expect(try preset.undo())
    #expect(preset.outcome.stop == 12)
    #expect(try !preset.undo())
  }

  @Test func whatARunEndedWithIsNothingToOtherCallbacks() throws {
    let ended = [
      CallbackState(
        id: "early_stopping", name: "EarlyStopping", monitor: "loss",
        fields: [Parameter("patience", .integer(8), .count)])
    ]
    #expect(try own(ended).outcome.stop == 6)
    let given = try WhatIf(
      log(values).map { RecordedEpoch(epoch: $0.epoch, logs: ["loss": $0.logs[value: "m"] ?? 0]) },
      chain: .given { [EarlyStopping(monitor: "loss", patience: 2, mode: .max)] },
      learningRate: 0.1, settings: ended)
    #expect(given.outcome.start[0].patience == 2)
  }

  @Test func theHeadlineSaysWhatIsSavedAndWhatIsLost() throws {
    func words(_ values: [Double], patience: Int = 2) throws -> String {
      var preset = try WhatIf(
        log(values), chain: .usual(monitor: "m", direction: .max), learningRate: 0.1)
      try preset.set("patience", of: "early_stopping", to: .integer(patience))
      return preset.outcome.summary.headline
    }
    #expect(
      try words([0.5, 0.4, 0.3, 0.2, 0.1]) == "stops after epoch 3, 2 epochs saved, the best m kept"
    )
    #expect(
      try words([0.5, 0.4, 0.3, 0.2]) == "stops after epoch 3, 1 epoch saved, the best m kept")
    #expect(
      try words([0.5, 0.4, 0.3, 0.8]) == "stops after epoch 3, 1 epoch saved, 37.5 % of m lost")
    #expect(
      try words([0.5, 0.4, 0.3]) == "stops after epoch 3, as the log does, the best m kept")
    #expect(
      try words([0.99999, 0.4, 0.3, 1])
        == "stops after epoch 3, 1 epoch saved, <0.1 % of m lost")
    #expect(
      try words([-0.5, -0.6, -0.7, 0.2])
        == "stops after epoch 3, 1 epoch saved, m -0.5 instead of 0.2")
    #expect(try words([0.1, 0.2, 0.3]) == "nothing stops it up to epoch 3")
    #expect(try words([-1, -2, -3, 0]) == "stops after epoch 3, 1 epoch saved, 1 of m lost")
  }

  @Test func aMetricThatTheLogLacksIsNamed() throws {
    let error = #expect(throws: MissingMonitor.self) {
      try WhatIf(
        log(values), chain: .given { [EarlyStopping(monitor: "mm", mode: .max)] },
        learningRate: 0.1)
    }
    #expect(
      error?.description
        == "EarlyStopping watches mm, which the log lacks; did you mean m? the log has m")
  }

  @Test func onALogWithoutEpochsNothingHappens() throws {
    let preset = try WhatIf([], chain: .usual(monitor: "m", direction: .max), learningRate: 0.1)
    #expect(preset.outcome.stop == nil)
    #expect(preset.outcome.callbacks(after: 3).count == 2)
    #expect(preset.outcome.learningRate(at: 3) == 0.1)
  }
}
