// A callback of one's own, beside others that read what it writes.

import Callbacks
import Learners
import Networks

/// Examples whose labels have nothing to do with them: they can only be learnt by heart.
func examples(_ count: Int, seed: UInt32) -> (x: [Float], y: [UInt8]) {
  var state = seed
  func random() -> Float {
    state = state &* 1_664_525 &+ 1_013_904_223
    return Float(state >> 8) / Float(1 << 24)
  }
  return ((0..<count * 8).map { _ in random() }, (0..<count).map { _ in random() < 0.5 ? 0 : 1 })
}
let (train, validation) = (examples(100, seed: 1), examples(100, seed: 2))

let model = try DenseClassifier(
  inputs: 8, layers: [DenseLayer(units: 64), DenseLayer(units: 2)],
  optimizer: .adam(learningRate: 0.01), threads: 1, seed: 1)

let history = try model.fit(
  train.x, train.y, validation: validation, epochs: 200,
  callbacks: [
    GapStopping(limit: 0.25),
    LambdaCallback(onEpochEnd: { epoch, logs, _ in
      guard epoch % 10 == 0, let gap = logs["gap"] else { return }
      print("epoch \(epoch + 1): gap \((gap * 100).rounded() / 100)")
    }),
  ])
print("stopped early: \(history.epochs.count < 200)")
print("last gap above 0.25: \((history["gap"]?.last ?? 0) > 0.25)")
