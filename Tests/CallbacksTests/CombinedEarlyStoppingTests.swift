import Callbacks
import RunModel
import Testing

@Suite struct CombinedEarlyStoppingTests {
  private func combined(_ rule: CombinedEarlyStopping.Rule) throws -> CombinedEarlyStopping {
    try CombinedEarlyStopping(
      rule,
      of: [
        .init(monitor: "loss", mode: .min, patience: 2),
        .init(monitor: "score", mode: .max, minDelta: 0.1, patience: 3),
      ], restoreBestWeights: true)
  }

  private func feed(_ callback: CombinedEarlyStopping, _ rows: [(Double?, Double?)]) throws -> (
    epoch: Int, stage: Stage
  ) {
    let stage = Stage()
    try stage.begin(callback)
    for (epoch, row) in rows.enumerated() {
      stage.model.weights = [[Float(epoch)]]
      var logs = Logs()
      logs["loss"] = row.0
      logs["score"] = row.1
      try stage.end(callback, epoch: epoch, logs)
      if stage.training.stopTraining { return (epoch, stage) }
    }
    return (rows.count, stage)
  }

  @Test func allOfThemMustBeSpent() throws {
    let callback = try combined(.all)
    let rows: [(Double?, Double?)] = [
      (1, 0.5), (2, 0.55), (2, 0.7), (2, 0.7), (2, nil), (2, 0.71), (0.5, 0.71), (2, 0.75),
      (2, 0.7),
    ]
    let (epoch, stage) = try feed(callback, rows)
    // The score is spent at epoch 6, where the loss improves once more; both are at epoch 8.
    #expect(epoch == 8)
    #expect(callback.stopEvidence?.monitor == "loss")
    try stage.finish(callback)
    #expect(stage.model.weights == [[6]])
    #expect(stage.training.collectRequests() == [.reportRestoredWeights(ofEpoch: 6)])
  }

  @Test func anyOfThemIsEnough() throws {
    let callback = try combined(.any)
    #expect(try feed(callback, [(1, 0.5), (2, 0.9), (2, 1.5)]).epoch == 2)
    #expect(callback.stopEvidence?.monitor == "loss")
    #expect(
      callback.state.summary == "any of loss 2/2, score 0/3")
    #expect(try callback.set("loss patience", to: .integer(5)) == .integer(2))
    #expect(try feed(callback, [(1, 0.5), (2, 0.5), (2, 0.5), (2, 0.5)]).epoch == 3)
    #expect(callback.stopEvidence?.monitor == "score")
  }

  @Test func withoutAConditionItIsRefused() {
    #expect(throws: CallbackError.self) { try CombinedEarlyStopping(.all, of: []) }
  }
}
