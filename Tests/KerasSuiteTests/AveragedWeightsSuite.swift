import Callbacks
import Learners
import Networks
import RunModel
import TestSupport
import Testing

/// Keras's `swap_ema_weights_test.py`.
///
/// Its cases with a loss-scale optimiser and with tf.distribute have no counterpart: neither is here.
@Suite struct AveragedWeightsSuite {
  /// test_swap_ema_weights_with_invalid_optimizer.
  @Test func withoutAnAverageItIsRefused() {
    let error = #expect(throws: CallbackError.self) {
      try Fit(ScriptedLearner(), epochs: 1, [SwapEMAWeights()])
    }
    #expect(error?.message.hasPrefix("SwapEMAWeights must be used when `use_ema=True`") == true)
  }

  /// test_swap_ema_weights: the weights that the last validation measured stay.
  @Test func validationMeasuresTheAverageThatIsLeft() throws {
    let without = ScriptedLearner(steps: 3, keepsAverage: true)
    let plain = try Fit(without, epochs: 2, [])
    #expect(plain.history["val_weight"]?.last != Double(without.weights[0][0]))
    let with = ScriptedLearner(steps: 3, keepsAverage: true)
    let swapped = try Fit(with, epochs: 2, [SwapEMAWeights()])
    #expect(swapped.history["val_weight"]?.last == Double(with.weights[0][0]))
    // Training itself continued with the weights, not their average.
    #expect(with.weights == without.weights)
  }

  /// test_swap_ema_weights_on_epoch: a checkpoint holds the average.
  @Test func aCheckpointHoldsTheAverage() throws {
    let folder = TemporaryFolder()
    let learner = ScriptedLearner(steps: 3, keepsAverage: true)
    try Fit(
      learner, epochs: 2,
      [
        SwapEMAWeights(swapOnEpoch: true),
        try ModelCheckpoint(path: folder.path + "/{epoch}.safetensors"),
      ])
    let saved = ScriptedLearner()
    _ = try saved.load(from: folder.path + "/2.safetensors")
    #expect(saved.weights == learner.weights)
  }

  /// Keras keeps the weights when training is stopped before the last epoch, though it means the average.
  @Test func stoppedEarlyTheAverageIsLeftToo() throws {
    for swaps in [false, true] {
      let learner = ScriptedLearner(steps: 3, keepsAverage: true)
      let fit = try Fit(
        learner, epochs: 9,
        [
          SwapEMAWeights(swapOnEpoch: swaps),
          LambdaCallback(onEpochEnd: { epoch, _, training in
            if epoch == 1 { training.stopTraining = true }
          }),
        ])
      #expect(fit.history["val_weight"]?.last == Double(learner.weights[0][0]))
    }
  }

  /// The average of a real network, as Keras's optimisers keep it.
  @Test func aNetworkAveragesItsWeights() throws {
    let network = try DenseClassifier(
      inputs: 2, layers: [DenseLayer(units: 2)], optimizer: .sgd(learningRate: 0.1),
      averaging: .init(momentum: 0.9), maximumBatch: 2, threads: 1, seed: 3)
    var average: [Float] = []
    for step in 0..<5 {
      _ = network.trainStep([0, 1, 1, 0], [0, 1])
      let weights: [Float] = network.weights.flatMap(\.self)
      if step == 0 { average = weights }
      for index in weights.indices {
        average[index] = 0.9 * average[index] + 0.1 * weights[index]
      }
      let mine: [Float] = (network.averagedWeights ?? []).flatMap(\.self)
      #expect(mine.count == average.count)
      for (a, b) in zip(mine, average) { #expect(abs(a - b) < 1e-6) }
    }
    #expect(network.averagedWeights != network.weights)
  }

  @Test func anAverageThatOverwritesDoesSoAtItsSteps() throws {
    let network = try DenseClassifier(
      inputs: 2, layers: [DenseLayer(units: 2)], optimizer: .adam(learningRate: 0.1),
      averaging: .init(momentum: 0.5, overwriteFrequency: 3), maximumBatch: 2, threads: 2, seed: 3)
    for step in 1...6 {
      _ = network.trainStep([0, 1, 1, 0], [0, 1])
      #expect((network.averagedWeights == network.weights) == (step == 1 || step % 3 == 0))
    }
  }
}
