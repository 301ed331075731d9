// Early stopping and a learning rate schedule that both act on mAP, which is computed once per epoch.
//
// EarlyStopping and ReduceLROnPlateau read their metric from `logs`, so whoever computes it writes it there.
// The hub computes it for the first callback that asks in an epoch and gives the others the same number.

import Callbacks
import Datasets
import Evaluation
import Learners
import Networks

// MNIST's shape: 28 × 28 pixels, ten classes. With MNIST's files: `try IDXFolder(path: "mnist").train`.
let digits = DigitsGenerator(seed: 1)
let (train, test) = (digits.images(4000, .train), digits.images(500, .validation))
let (xTrain, xTest) = (train.pixels.map { Float($0) / 255 }, test.pixels.map { Float($0) / 255 })

/// One column per class: true in the column of the label.
func binarize(_ labels: [UInt8]) -> [Bool] {
  labels.flatMap { label in (0..<10).map { $0 == label } }
}
let yTestBinary = binarize(test.labels)

let model = try DenseClassifier(
  inputs: 784,
  layers: [DenseLayer(units: 784), DenseLayer(units: 256), DenseLayer(units: 10)],
  optimizer: .adam(learningRate: 0.001), seed: 1)

let meanAveragePrecision = {
  let prediction = model.predict(xTest).values.map(Double.init)
  return try AveragePrecision(targets: yTestBinary, scores: prediction, classes: 10).mean(.macro)
}
var evaluations = 0
let hub = MetricHub(metric: "val/mAP") {
  evaluations += 1
  return try meanAveragePrecision()
}
let earlyStop = EarlyStoppingByMAP(
  hub: hub, minDelta: 0.001, patience: 2, restoreBestWeights: true)
let reduceLR = try ReduceLROnPlateauByMAP(hub: hub, factor: 0.5, patience: 1, minDelta: 0.001)

let history = try model.fit(
  xTrain, train.labels, epochs: 20, callbacks: [earlyStop, reduceLR])

let column = { (name: String) in history[name] ?? [] }
let rounded = { (value: Double) in (value * 10000).rounded() / 10000 }
print("epoch", "loss", "val/mAP", "learning rate", separator: "\t")
for (index, epoch) in history.epochs.enumerated() {
  print(
    epoch + 1, rounded(column("loss")[index]), rounded(column("val/mAP")[index]),
    Float(column("learning_rate")[index]), separator: "\t")
}
print("\(evaluations) evaluations in \(history.epochs.count) epochs")
if let stop = earlyStop.stopEvidence, let best = stop.bestEpoch {
  print("stopped early, with the weights of epoch \(best + 1) restored:")
}
print("val/mAP", rounded(try meanAveragePrecision()))
