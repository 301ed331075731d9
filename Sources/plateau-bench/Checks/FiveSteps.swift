import Foundation
import Networks

/// Five Adam steps of the classifier from the weights and data that `Benchmarks/peers/torch_ref.py` writes.
struct FiveSteps {
  /// The results, beside those of the reference.
  struct Outcome {
    var losses: [Double] = []
    var reference: [Double] = []
    /// The largest differences of each tensor: weights, first moments.
    var tensors: [(name: String, weights: Float, moments: Float)] = []

    /// The largest difference of a loss.
    var worstLoss: Double { zip(losses, reference).map { abs($0 - $1) }.max() ?? .nan }
  }

  let folder: String
  var batch = 32
  var threads = 2

  func run() throws -> Outcome {
    func floats(_ name: String) throws -> [Float] {
      try numbers(ofFile: "\(folder)/\(name).bin")
    }
    let network = try DenseClassifier(
      inputs: 784,
      layers: [DenseLayer(units: 784), DenseLayer(units: 256), DenseLayer(units: 10)],
      optimizer: .adam(learningRate: 0.001), maximumBatch: batch, threads: threads,
      seed: 1)
    let names = (0..<3).flatMap { ["w\($0)", "b\($0)"] }
    network.weights = try names.map(floats)
    let x = try floats("x")
    let y = try floats("y").map { UInt8($0) }
    var outcome = Outcome(reference: try floats("loss").map(Double.init))
    for step in 0..<5 {
      network.optimizer = .adam(learningRate: 0.001, epsilon: Self.epsilon(step: step + 1))
      let rows = step * batch..<(step + 1) * batch
      outcome.losses.append(
        network.trainStep(
          Array(x[rows.lowerBound * 784..<rows.upperBound * 784]), Array(y[rows])
        ).loss)
    }
    let moments = network.moments.first
    for (index, name) in names.enumerated() {
      outcome.tensors.append(
        (
          name, worst(network.weights[index], try floats("after_\(name)")),
          worst(moments[index], try floats("after_m\(name)"))
        ))
    }
    return outcome
  }

  /// PyTorch adds 1e-8 after the bias correction of √v, Keras before it.
  ///
  /// This epsilon has the same effect.
  static func epsilon(step: Int) -> Float {
    Float(1e-8 * (1 - pow(0.999, Double(step))).squareRoot())
  }

  private func worst(_ a: [Float], _ b: [Float]) -> Float {
    zip(a, b).map { abs($0 - $1) }.max() ?? 0
  }
}

/// The 32-bit floats of a file.
func numbers(ofFile path: String) throws -> [Float] {
  let data = try Data(contentsOf: URL(fileURLWithPath: path))
  return data.withUnsafeBytes { bytes in
    (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
  }
}
