import Callbacks
import Foundation
import RunFiles
import RunModel
import SystemFiles
import TestSupport
import Testing
import Training

/// A run is interrupted after each of its epochs in turn, and continues in a new trainer.
@Suite final class ResumeTests {
  /// The events of each folder's run.
  private var recorded: [String: [EpochSummary]] = [:]

  /// Improves, stalls, improves a little, stalls for good: every callback acts at least once.
  private let losses: [Double] = [5, 4, 4, 4.1, 3, 3.2, 3.1, 3.3, 2.9, 3, 3, 3, 3, 3, 3, 3, 3]

  private func callbacks(_ folder: String) throws -> [any Callback] {
    [
      SwapEMAWeights(swapOnEpoch: true),
      EvaluationCallback(metric: "val/mAP", frequency: 3) { 0.5 },
      SmoothedMetric("val_loss", .mean(window: 2)),
      NonFiniteGuard(.rollBack, monitor: "val_loss", mode: .min),
      EarlyStopping(monitor: "val_loss", patience: 6, restoreBestWeights: true),
      try CombinedEarlyStopping(
        .all,
        of: [
          .init(monitor: "val_loss", patience: 8),
          .init(monitor: "val_loss_smoothed", mode: .min, patience: 7),
        ]),
      // In the chain a checkpoint stands before what changes rate and weights.
      try ModelCheckpoint(
        path: folder + "/checkpoints/best.safetensors", monitor: "val_loss", saveBestOnly: true),
      try ModelCheckpoint(
        path: folder + "/checkpoints/b{batch}-{epoch}.safetensors", saveFrequency: .batches(3)),
      try ReduceLROnPlateau(
        monitor: "val_loss", factor: 0.5, patience: 2, cooldown: 2,
        extras: .init(restoresBestWeights: true)),
      LearningRateScheduler { epoch, rate in epoch == 3 ? rate / 4 : rate },
      TimeBudget(seconds: 1e9), TensorBoard(logDirectory: folder + "/tensorboard"),
      CSVLogger(path: folder + "/log.csv"),
    ]
  }

  struct Outcome: Equatable {
    var log: String
    var checkpoints: [String: Data]
    var states: [CallbackState]
    var reason: StopReason?
    var restored: Int?
    var weights: [[Float]]
    var history: [Double]?
  }

  private let temporary = TemporaryFolder()

  func newFolder() throws -> String {
    let folder = temporary.path(UUID().uuidString)
    try FileManager.default.createDirectory(
      atPath: folder + "/checkpoints", withIntermediateDirectories: true)
    return folder
  }

  /// Trains; `until` interrupts it by an error at the end of that epoch, after the chain.
  func train(
    in folder: String, until last: Int? = nil, resuming: Bool = false,
    from checkpoint: String? = nil, edits: [(command: RunCommand, batch: Int)] = []
  ) throws -> Outcome? {
    struct Interruption: Error {}
    final class Told {
      var states: [CallbackState] = []
      var end: RunEnd?
      var epochs: [EpochSummary] = []
    }
    let told = Told()
    if resuming { told.epochs = recorded[folder] ?? [] }
    defer { recorded[folder] = told.epochs }
    let learner = FakeLearner(losses, keepsAverage: true)
    let current = resuming ? try ResumeState(path: folder + "/state.json") : nil
    let state = try checkpoint.map { try ResumeState(path: $0) } ?? current
    let inbox = CommandInbox()
    // Interrupts within the next epoch, after a batch.
    let interrupter = LambdaCallback(onTrainBatchEnd: { batch, _, training in
      for edit in edits where edit.batch == training.epoch * 2 + batch {
        inbox.post(CommandRequest(id: "1", source: "test", edit.command))
      }
      if training.epoch - 1 == last, batch == 1 { throw Interruption() }
    })
    let trainer = Trainer(
      learner: learner, callbacks: try callbacks(folder) + [interrupter],
      info: RunInfo(name: "x", epochs: losses.count),
      resuming: state.map {
        var point = ResumePoint(
          state: $0, folder: checkpoint == nil ? folder : folder + "/checkpoints")
        point.epochs = told.epochs
        return point
      },
      keeper: ResumeKeeper(folder: folder, current: current) { try $0.write(to: $1) },
      inbox: inbox
    ) { event in
      switch event {
      case .runStarted(let info): told.epochs.removeAll { $0.epoch >= info.firstEpoch }
      case .epochEnded(let summary):
        told.states = summary.callbacks
        told.epochs.append(summary)
      case .runEnded(let end): told.end = end
      default: break
      }
    }
    do {
      let history = try trainer.fit()
      return Outcome(
        log: try String(contentsOfFile: folder + "/log.csv", encoding: .utf8),
        checkpoints: try checkpoints(folder),
        // The number of seconds used may differ.
        states: told.states.filter { $0.id != "time_budget" }, reason: told.end?.reason,
        restored: told.end?.restoredEpoch, weights: learner.weights, history: history["val_loss"])
    } catch is Interruption {
      return nil
    }
  }

  private func checkpoints(_ folder: String) throws -> [String: Data] {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/checkpoints")
    var found: [String: Data] = [:]
    for name in files where name.hasSuffix(".safetensors") && !name.contains("resume") {
      found[name] = FileManager.default.contents(atPath: folder + "/checkpoints/" + name)
    }
    return found
  }

  @Test func aRunResumedAtAnyEpochDecidesAsTheUninterruptedOne() throws {
    let whole = try #require(try train(in: try newFolder()))
    guard case .callback("EarlyStopping", let stopped, _)? = whole.reason else {
      Issue.record("the run should stop early: \(String(describing: whole.reason))")
      return
    }
    #expect(stopped == 14)
    for epoch in 0..<stopped {
      let folder = try newFolder()
      #expect(try train(in: folder, until: epoch) == nil)
      let outcome = try #require(try train(in: folder, resuming: true))
      let position = "interrupted after epoch \(epoch)"
      #expect(outcome.log == whole.log, "\(position)")
      #expect(outcome.checkpoints == whole.checkpoints, "\(position)")
      #expect(outcome.states == whole.states, "\(position)")
      #expect(outcome == whole, "\(position)")
    }
  }

  @Test func aRunInterruptedAtEveryEpochDecidesAsTheUninterruptedOne() throws {
    let whole = try #require(try train(in: try newFolder()))
    let folder = try newFolder()
    var outcome: Outcome?
    for epoch in 0..<losses.count {
      outcome = try train(in: folder, until: epoch, resuming: epoch > 0)
      if outcome != nil { break }
    }
    #expect(outcome == whole)
  }

  /// Edits made in an epoch that is never finished, of every kind.
  @Test func whatAPersonChangedIsStillSoAfterwards() throws {
    let edits: [(RunCommand, Int)] = [
      (.edit(callback: "early_stopping", field: "patience", value: .integer(9)), 10),
      (.edit(callback: "model_checkpoint", field: "enabled", value: .boolean(false)), 10),
      (.setLearningRate(.to(0.05)), 10),
      (.move(callback: "csv_logger", by: -1), 10),
      (.edit(callback: "early_stopping", field: "min_delta", value: .number(0.5)), 11),
      (.reset(callback: "reduce_lr_on_plateau"), 12), (.setEpochs(12), 12),
    ]
    let folder = try newFolder()
    // The last three are asked for from epoch 5 on, in which the run is interrupted.
    #expect(try train(in: folder, until: 5, edits: edits.map { ($0.0, $0.1) }) == nil)
    let state = try ResumeState(path: folder + "/state.json")
    func field(_ callback: String, _ name: String) -> ParameterValue? {
      state.callbacks.first { $0.id == callback }?.fields.first { $0.name == name }?.value
    }
    #expect(state.epoch == 6 && state.epochs == 12)
    #expect(field("early_stopping", "patience") == .integer(9))
    #expect(field("early_stopping", "min_delta") == .number(0.5))
    #expect(state.callbacks.first { $0.id == "model_checkpoint" }?.isEnabled == false)
    let reducer = state.callbacks.first { $0.id == "reduce_lr_on_plateau" }
    #expect(reducer?.memory.values[value: "best"] == LogValue.none)
    #expect(reducer?.keepsWeights == false)
    let ids = state.callbacks.map(\.id)
    #expect(ids.firstIndex(of: "csv_logger") == ids.firstIndex(of: "tensorboard").map { $0 - 1 })
    let outcome = try #require(try train(in: folder, resuming: true))
    #expect(outcome.history?.count == 12 && outcome.reason == .completed)
    #expect(try ResumeState(path: folder + "/state.json").epochs == 12)
  }

  @Test func aRunResumedFromACheckpointDecidesAsTheUninterruptedOne() throws {
    let whole = try #require(try train(in: try newFolder()))
    let folder = try newFolder()
    #expect(try train(in: folder, until: 6) == nil)
    // The best epoch so far is the one with 3 as its loss; callbacks after the checkpoint acted in it.
    let path = folder + "/checkpoints/best.state.json"
    let state = try ResumeState(path: path)
    #expect(state.epoch == 5)
    #expect(state.callbacks.first { $0.id == "early_stopping" }?.memory["best"] == 3)
    let outcome = try #require(try train(in: folder, resuming: true, from: path))
    #expect(outcome == whole)
    // Resuming from a checkpoint removes nothing.
    #expect(FileManager.default.fileExists(atPath: folder + "/checkpoints/best.safetensors"))
  }

  @Test func aStoppedRunGoesOnFromItsStateOnlyAsFarAsItWasStopped() throws {
    let folder = try newFolder()
    _ = try train(in: folder)
    let state = try ResumeState(path: folder + "/state.json")
    guard case .callback("EarlyStopping", 14, _)? = state.reason else {
      Issue.record("the state lacks the reason: \(String(describing: state.reason))")
      return
    }
    // It had stopped; in the resumed run it has not stopped yet.
    let again = try #require(try train(in: folder, resuming: true))
    #expect(again.states.first { $0.id == "early_stopping" }?.wait == 7)
  }

  @Test func aStateComesBackFromItsFileAsItWas() throws {
    let path = try newFolder() + "/state.json"
    var memory = CallbackMemory([
      "best": .number(-.infinity), "wait": .integer(3), "list": .list([.integer(1), .number(0.5)]),
      "first": .number(.nan), "none": .none, "name": .text("a, \"b\""),
    ])
    let state = ResumeState(
      epoch: 7, learningRate: 0.1, seconds: 12.5, iterations: 1234, weights: "w.safetensors",
      lastLogs: ["loss": .number(1e-45)],
      callbacks: [
        .init(
          id: "early_stopping", isEnabled: false,
          fields: [
            Parameter("save_freq", .text("epoch"), .frequency),
            Parameter("baseline", .none, .optionalNumber),
          ], memory: memory)
      ],
      reason: .callback(
        name: "EarlyStopping", epoch: 6,
        evidence: .init(.target, monitor: "m", current: 1, threshold: 0.5)))
    try state.write(to: path)
    var read = try ResumeState(path: path)
    // NaN is not equal to itself.
    #expect(read.callbacks[0].memory["first"]?.isNaN == true)
    memory.values["first"] = 0
    read.callbacks[0].memory.values["first"] = 0
    var expected = state
    expected.callbacks[0].memory = memory
    #expect(read == expected)
  }

  @Test func aDamagedStateIsAnErrorThatNamesTheFile() throws {
    let path = try newFolder() + "/state.json"
    for text in ["", "{", "[]", "{\"version\":3}", "{\"version\":2}", "{\"version\":1}", "\u{0}"] {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      let error = #expect(throws: FileError.self) { try ResumeState(path: path) }
      #expect(error?.description.hasPrefix(path + ":") == true)
    }
  }

  @Test func weightsOfAnotherStepAreRefused() throws {
    let folder = try newFolder()
    #expect(try train(in: folder, until: 2) == nil)
    var state = try ResumeState(path: folder + "/state.json")
    state.iterations += 1
    try state.write(to: folder + "/state.json")
    #expect(throws: CallbackError.self) { try train(in: folder, resuming: true) }
  }
}
