import Callbacks
import RunModel
import Testing

@Suite struct ScheduleTests {
  private static let cases: [(LearningRateSchedule, [Double])] = [
    (.constant, [0.1, 0.1, 0.1, 0.1, 0.1]),
    (.step(every: 2, factor: 0.5), [0.1, 0.1, 0.05, 0.05, 0.025]),
    (.exponential(factor: 0.5), [0.1, 0.05, 0.025, 0.0125, 0.00625]),
    (.cosine(warmup: 0, minimum: 0), [0.1, 0.0853553390593274, 0.05, 0.0146446609406726, 0]),
    (.cosine(warmup: 2, minimum: 0.02), [0.1 / 3, 0.2 / 3, 0.1, 0.06, 0.02]),
    (.piecewise(boundaries: [1, 3], rates: [1, 0.5, 0.2]), [1, 0.5, 0.5, 0.2, 0.2]),
  ]

  @Test(arguments: cases)
  func aScheduleGivesTheRateOfEachEpoch(schedule: LearningRateSchedule, rates: [Double]) throws {
    let callback = LearningRateScheduler(schedule)
    let stage = Stage(model: StubModel(learningRate: 0.1), epochs: 5)
    for (epoch, expected) in rates.enumerated() {
      var logs = Logs()
      try callback.onEpochBegin(epoch: epoch, logs: &logs, training: stage.training)
      #expect(abs(Double(stage.model.learningRate) - expected) < 1e-7)
      let after = try stage.end(callback, epoch: epoch, ["loss": 1])
      #expect(after["learning_rate"] == Double(stage.model.learningRate))
    }
  }

  /// Keras has no such parameter; at 1 each rate keeps its bits.
  @Test func aScaleMultipliesTheRatesFromTheNextEpochOn() throws {
    let callback = LearningRateScheduler(.exponential(factor: 0.5))
    let stage = Stage(model: StubModel(learningRate: 0.8), epochs: 5)
    func rate(_ epoch: Int) throws -> Float {
      var logs = Logs()
      try callback.onEpochBegin(epoch: epoch, logs: &logs, training: stage.training)
      return stage.model.learningRate
    }
    #expect(try rate(0) == 0.8)
    _ = try callback.set("scale", to: .number(0.25))
    #expect(stage.model.learningRate == 0.8)
    #expect(try [rate(1), rate(2)] == [0.1, 0.05])
    _ = try callback.set("scale", to: .number(1))
    #expect(try rate(3) == 0.1)
    #expect(throws: EditRefusal.self) { try callback.set("scale", to: .number(-1)) }
    let function = LearningRateScheduler { _, rate in rate }
    #expect(function.state.field("scale") == nil)
    #expect(throws: EditRefusal.self) { try function.set("scale", to: .number(2)) }
  }

  @Test func aFunctionGetsEpochAndRateAndItsWordsAreKerass() throws {
    let callback = LearningRateScheduler(verbose: 1) { epoch, rate in
      epoch == 0 ? rate : rate * 0.5
    }
    let stage = Stage(model: StubModel(learningRate: 0.03))
    for epoch in 0..<2 {
      var logs = Logs()
      try callback.onEpochBegin(epoch: epoch, logs: &logs, training: stage.training)
    }
    #expect(stage.model.learningRate == Float(Double(Float(0.03)) * 0.5))
    #expect(
      stage.takeMessages().last
        == "Epoch 2: LearningRateScheduler setting learning rate to 0.014999999664723873.")
    let broken = LearningRateScheduler { _, _ in .nan }
    var logs = Logs()
    #expect(throws: CallbackError.self) {
      try broken.onEpochBegin(epoch: 0, logs: &logs, training: stage.training)
    }
  }

  @Test func theLaterCallbackOwnsTheLoggedRate() throws {
    func logged(_ order: (LearningRateScheduler, ReduceLROnPlateau) -> [any Callback]) throws
      -> [Double]
    {
      let scheduler = LearningRateScheduler { _, rate in rate }
      let reducer = try ReduceLROnPlateau(monitor: "loss", factor: 0.5, patience: 1)
      let chain = CallbackChain(order(scheduler, reducer))
      let stage = Stage(model: StubModel(learningRate: 1))
      try chain.trainBegan(stage.training)
      return try (0..<3).map { epoch in
        try chain.epochBegan(epoch, stage.training)
        return try chain.epochEnded(epoch, ["loss": 1], stage.training)["learning_rate"] ?? .nan
      }
    }
    #expect(try logged { [$1, $0] } == [1, 0.5, 0.25])
    #expect(try logged { [$0, $1] } == [1, 1, 0.5])
  }

  @Test func aLossThatIsNotFiniteEndsTraining() throws {
    let callback = TerminateOnNaN()
    let stage = Stage()
    for (batch, loss) in [1.0, .nan].enumerated() {
      var logs = Logs([("loss", .number(loss))])
      try callback.onTrainBatchEnd(batch: batch, logs: &logs, training: stage.training)
    }
    #expect(stage.training.stopTraining)
    #expect(stage.takeMessages() == ["Batch 1: Invalid loss, terminating training"])
    var logs: Logs = ["loss": .number(-.infinity)]
    #expect {
      try TerminateOnNaN(raiseError: true)
        .onTrainBatchEnd(batch: 0, logs: &logs, training: stage.training)
    } throws: { "\($0)".contains("Loss value: -inf.") }
  }
}
