import ArgumentParser
import Datasets
import Foundation
import Networks

/// An epoch of MNIST in the order of the file, compared with the result of `Benchmarks/peers/torch_mnist.py`.
struct MNISTEpoch {
  let folder: String
  let mnist: String
  var threads = 2

  /// The mean loss of the steps of the epoch, that of the reference, and their difference as a fraction of
  /// it.
  func run() throws -> (loss: Double, reference: Double, difference: Double) {
    func floats(_ name: String) throws -> [Float] {
      try numbers(ofFile: "\(folder)/\(name).bin")
    }
    let data = try IDXFolder(path: mnist).train
    let batch = 32
    let network = try DenseClassifier(
      inputs: 784,
      layers: [DenseLayer(units: 784), DenseLayer(units: 256), DenseLayer(units: 10)],
      optimizer: .adam(learningRate: 0.001), maximumBatch: batch, threads: threads, seed: 1)
    network.weights = try (0..<3).flatMap { ["w\($0)", "b\($0)"] }.map(floats)
    var rows = [Float](repeating: 0, count: batch * data.inputs)
    var sum = 0.0
    let steps = data.count / batch
    for step in 0..<steps {
      let labels = rows.withUnsafeMutableBufferPointer { rows in
        (0..<batch).map { row in
          data.fill(
            step * batch + row, epoch: 0,
            into: UnsafeMutableBufferPointer(
              rebasing: rows[row * data.inputs..<(row + 1) * data.inputs]))
        }
      }
      network.optimizer = .adam(learningRate: 0.001, epsilon: FiveSteps.epsilon(step: step + 1))
      sum += network.trainStep(rows, labels).loss
    }
    let loss = sum / Double(steps)
    guard let reference = try floats("loss").first.map(Double.init) else {
      throw ValidationError("\(folder)/loss.bin is empty")
    }
    return (loss, reference, abs(loss - reference) / reference)
  }
}
