import Callbacks
import RemoteMonitoring
import RunModel
import Testing

/// Every kind of change to a chain, between hooks.
@Suite struct ChainEditingTests {
  private func chain() throws -> CallbackChain {
    CallbackChain([
      EvaluationCallback(metric: "val/mAP") { 0.5 },
      SmoothedMetric("val/mAP"),
      EarlyStopping(monitor: "val/mAP_smoothed", patience: 3, mode: .max),
      try ReduceLROnPlateau(monitor: "val_loss"),
      CSVLogger(path: "log.csv"),
    ])
  }

  @Test func aCallbackMovesWhereItsMetricsAllow() throws {
    let chain = try chain()
    #expect(try chain.move("csv_logger", by: -3) == (4, 1))
    #expect(chain.links.map(\.id)[1] == "csv_logger")
    #expect(try chain.move("csv_logger", by: 9) == (1, 4))
    let refusal = #expect(throws: EditRefusal.self) { try chain.move("early_stopping", by: -1) }
    #expect(
      refusal?.why
        == "early_stopping must come after smoothed_metric, which writes val/mAP_smoothed")
    #expect(throws: EditRefusal.self) { try chain.move("evaluation", by: 1) }
    #expect(throws: EditRefusal.self) { try chain.move("evaluation", by: -1) }
    #expect(throws: EditRefusal.self) { try chain.move("nobody", by: 1) }
    #expect(
      chain.links.map(\.id) == [
        "evaluation", "smoothed_metric", "early_stopping", "reduce_lr_on_plateau", "csv_logger",
      ])
  }

  @Test func aResetCanBeTakenBack() throws {
    let chain = try chain()
    let stage = Stage()
    let callback = chain.links[3].callback
    try stage.begin(callback)
    for epoch in 0..<3 { try stage.end(callback, epoch: epoch, ["val_loss": .number(1)]) }
    let before = chain.states[3]
    #expect(before.wait == 2)
    let memory = try chain.reset("reduce_lr_on_plateau")
    #expect(chain.states[3].wait == 0)
    try chain.remember(memory, in: "reduce_lr_on_plateau")
    #expect(chain.states[3] == before)
  }

  /// Every numeric and boolean parameter of every callback takes a value that fits and refuses one that
  /// does not.
  @Test func everyParameterOfEveryCallbackCanBeChanged() throws {
    let callbacks: [any Callback] = [
      EarlyStopping(), try ReduceLROnPlateau(), LearningRateScheduler(.constant),
      LearningRateScheduler(.step(every: 2, factor: 0.5)),
      LearningRateScheduler(.exponential(factor: 0.5)),
      LearningRateScheduler(.cosine(warmup: 1, minimum: 0)),
      LearningRateScheduler(.piecewise(boundaries: [2, 4], rates: [1, 0.5, 0.1])),
      CSVLogger(path: "x"), try ModelCheckpoint(path: "x.safetensors"),
      try BackupAndRestore(backupDirectory: "x"), TerminateOnNaN(), ProgressBar(),
      TensorBoard(), try RemoteMonitor(), SwapEMAWeights(), EvaluationCallback { 0 },
      SmoothedMetric("m"),
      SmoothedMetric("m", .mean(window: 3)), NonFiniteGuard(.rollBack), TimeBudget(seconds: 9),
      try CombinedEarlyStopping(.any, of: [.init(monitor: "m")]),
    ]
    for callback in callbacks {
      for field in callback.fields {
        let name = "\(callback.name).\(field.name)"
        let good: ParameterValue =
          switch field.kind {
          case .count: .integer(3)
          case .magnitude, .fraction, .optionalNumber: .number(0.25)
          case .frequency: .integer(7)
          case .boolean: .boolean(field.value == .boolean(false))
          case .choice, .reading, .unknown: .none
          }
        #expect(try callback.set(field.name, to: good) == field.value, "\(name)")
        #expect(
          callback.fields.first { $0.name == field.name }?.value == good, "\(name)")
        let bad: ParameterValue =
          switch field.kind {
          case .magnitude: .integer(-1)
          case .count, .frequency: .integer(.max)
          case .fraction: .number(1)
          case .optionalNumber: .number(.nan)
          case .boolean: .integer(1)
          case .choice, .reading, .unknown: .none
          }
        #expect(throws: EditRefusal.self, "\(name)") { try callback.set(field.name, to: bad) }
        #expect(throws: EditRefusal.self, "\(name)") {
          try callback.set(field.name, to: .text("nonsense"))
        }
      }
    }
  }

  @Test func whatIsSwitchedOffOrChangedIsSoAfterAResume() throws {
    let old = try chain()
    _ = try old.set("patience", of: "early_stopping", to: .integer(9))
    _ = try old.set("enabled", of: "csv_logger", to: .boolean(false))
    _ = try old.move("csv_logger", by: -1)
    let new = try chain()
    #expect(new.resume(from: old.savedCallbacks, hasEnded: false) == [])
    #expect(new.states == old.states)
    // A value that was set since then stays.
    let set = try chain()
    _ = set.resume(
      from: old.savedCallbacks, hasEnded: false, keeping: ["early_stopping": ["patience"]])
    #expect(set.states.first { $0.id == "early_stopping" }?.patience == 3)
  }

  @Test func aChainThatIsAnotherOneSaysWhatIsLeftOut() throws {
    let other = CallbackChain([EarlyStopping(), TerminateOnNaN()])
    let remarks = other.resume(from: try chain().savedCallbacks, hasEnded: false)
    #expect(remarks.contains { $0.hasPrefix("csv_logger is no longer in the chain") })
    #expect(remarks.contains { $0.hasPrefix("terminate_on_nan is new in the chain") })
  }
}
