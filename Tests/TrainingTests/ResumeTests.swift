import Callbacks
import Foundation
import RunLogs
import RunModel
import Testing
import Training

/// A run is interrupted after each of its epochs in turn, and goes on in a new trainer.
@Suite struct ResumeTests {
  /// Improves, stalls, improves a little, stalls for good: every callback acts at least once.
  private let losses: [Double] = [5, 4, 4, 4.1, 3, 3.2, 3.1, 3.3, 2.9, 3, 3, 3, 3, 3, 3, 3, 3]

  private func callbacks(_ folder: String) throws -> [any Callback] {
    [
      SmoothedMetric("val_loss", .mean(window: 2)),
      NonFiniteGuard(.rollBack, monitor: "val_loss", mode: .min),
      EarlyStopping(monitor: "val_loss", patience: 6, restoreBestWeights: true),
      try CombinedEarlyStopping(
        .all,
        of: [
          .init(monitor: "val_loss", patience: 8),
          .init(monitor: "val_loss_smoothed", mode: .min, patience: 7),
        ]),
      try ReduceLROnPlateau(
        monitor: "val_loss", factor: 0.5, patience: 2, cooldown: 2,
        extras: .init(restoresBestWeights: true)),
      LearningRateScheduler { epoch, rate in epoch == 3 ? rate / 4 : rate },
      CSVLogger(path: folder + "/log.csv"),
      try ModelCheckpoint(
        path: folder + "/checkpoints/best.safetensors", monitor: "val_loss", saveBestOnly: true),
    ]
  }

  private struct Outcome: Equatable {
    var log: String
    var states: [CallbackState]
    var reason: StopReason?
    var restored: Int?
    var weights: [[Float]]
    var history: [Double]?
  }

  private func newFolder() throws -> String {
    let folder = NSTemporaryDirectory() + "resume-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder + "/checkpoints", withIntermediateDirectories: true)
    return folder
  }

  /// Trains; `until` interrupts it by an error at the end of that epoch, after the chain.
  private func train(
    in folder: String, until last: Int? = nil, resuming: Bool = false,
    edit: (CommandRequest, epoch: Int)? = nil
  ) throws -> Outcome? {
    struct Interruption: Error {}
    final class Told {
      var states: [CallbackState] = []
      var end: RunEnd?
    }
    let told = Told()
    let learner = FakeLearner(losses)
    let state = resuming ? try ResumeState(path: folder + "/state.json") : nil
    let inbox = CommandInbox()
    let interrupter = LambdaCallback(onEpochBegin: { epoch, _, _ in
      if let edit, edit.epoch == epoch { inbox.post(edit.0) }
      if epoch - 1 == last { throw Interruption() }
    })
    let trainer = Trainer(
      learner: learner, callbacks: try callbacks(folder) + [interrupter],
      info: RunInfo(name: "x", epochs: losses.count),
      resuming: state.map { ResumePoint(state: $0, folder: folder) },
      keeper: ResumeKeeper(folder: folder, resumed: state) { try $0.write(to: $1) },
      inbox: inbox
    ) { event in
      switch event {
      case .epochEnded(let summary): told.states = summary.callbacks
      case .runEnded(let end): told.end = end
      default: break
      }
    }
    do {
      let history = try trainer.fit()
      return Outcome(
        log: try String(contentsOfFile: folder + "/log.csv", encoding: .utf8),
        states: told.states.filter { $0.id != "model_checkpoint" }, reason: told.end?.reason,
        restored: told.end?.restoredEpoch, weights: learner.weights, history: history["val_loss"])
    } catch is Interruption {
      return nil
    }
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
      #expect(try train(in: folder, resuming: true) == whole, "interrupted after epoch \(epoch)")
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

  @Test func whatAPersonChangedIsStillSoAfterwards() throws {
    let edit = CommandRequest(
      id: "1", source: "test",
      .edit(callback: "early_stopping", field: "patience", value: .integer(3)))
    let whole = try #require(try train(in: try newFolder(), edit: (edit, 2)))
    let folder = try newFolder()
    #expect(try train(in: folder, until: 5, edit: (edit, 2)) == nil)
    #expect(try train(in: folder, resuming: true) == whole)
  }

  @Test func aCheckpointCarriesTheStateOfTheWholeChain() throws {
    let folder = try newFolder()
    #expect(try train(in: folder, until: 5) == nil)
    // The best epoch so far is the one with 3 as its loss.
    let state = try ResumeState(path: folder + "/checkpoints/best.state.json")
    #expect(state.epoch == 5)
    #expect(state.weights == "best.safetensors")
    #expect(
      state.callbacks.map(\.id) == [
        "smoothed_metric", "non_finite_guard", "early_stopping", "combined_early_stopping",
        "reduce_lr_on_plateau", "learning_rate_scheduler", "csv_logger", "model_checkpoint",
        "lambda_callback", "history",
      ])
    #expect(state.callbacks[2].memory["best"] == 3)
    #expect(state.callbacks[2].memory.integer("wait") == 0)
    #expect(state.keptWeights == "best.kept.safetensors")
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
            CallbackField("save_freq", .text("epoch"), .frequency),
            CallbackField("baseline", .none, .optionalNumber),
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
    for text in ["", "{", "[]", "{\"version\":2}", "{\"version\":1}", "\u{0}"] {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      let error = #expect(throws: RunLogError.self) { try ResumeState(path: path) }
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
