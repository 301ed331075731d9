// A learner of one's own, trained by the same loop and callbacks as a network.

import Callbacks
import RunModel
import Training

let learner = LineLearner()
let trainer = Trainer(
  learner: learner,
  callbacks: [
    EarlyStopping(monitor: "val_loss", minDelta: 1e-6, patience: 4, restoreBestWeights: true),
    try ReduceLROnPlateau(monitor: "val_loss", factor: 0.5, patience: 2),
  ],
  info: RunInfo(name: "line", epochs: 100))
let history = try trainer.fit()

print("epochs: \(history.epochs.count)")
print("slope \(tenths(learner.weights[0][0])), offset \(tenths(learner.weights[1][0]))")
print("learning rate: \(history["learning_rate"]?.first ?? 0) → \(learner.learningRate)")

func tenths(_ value: Float) -> Float { (value * 10).rounded() / 10 }
