import ArgumentParser
import Foundation
import Networks

/// Five Adam steps against the numbers that `Benchmarks/peers/torch_ref.py` writes into a folder.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Compare five Adam steps with a reference in a folder.")

  @Argument(help: "The folder with x.bin, y.bin, w0.bin, …, after_w0.bin, ….")
  var folder: String
  @Option(help: "Examples a batch.")
  var batch = 32
  @Option(help: "Threads.")
  var threads = 2

  func run() throws {
    let network = Network(
      inputs: 784,
      layers: [DenseLayer(units: 784), DenseLayer(units: 256), DenseLayer(units: 10)],
      optimizer: .adam(learningRate: 0.001), maximumBatch: batch, threads: threads,
      seed: 1)
    let names = (0..<3).flatMap { ["w\($0)", "b\($0)"] }
    network.weights = try names.map(floats)
    let x = try floats("x")
    let y = try floats("y").map { UInt8($0) }
    for step in 0..<5 {
      network.optimizer = .adam(learningRate: 0.001, epsilon: epsilon(step: step + 1))
      let rows = step * batch..<(step + 1) * batch
      let loss = network.trainStep(
        Array(x[rows.lowerBound * 784..<rows.upperBound * 784]), Array(y[rows])
      ).loss
      print("step \(step + 1): loss \(loss)")
    }
    for (index, name) in names.enumerated() {
      let weights = worst(network.weights[index], try floats("after_\(name)"))
      let moments = worst(network.moments.first[index], try floats("after_m\(name)"))
      print("\(name): weights differ by at most \(weights), first moments by \(moments)")
    }
  }

  /// PyTorch adds 1e-8 after the bias correction of √v, Keras before it: what comes to the same.
  private func epsilon(step: Int) -> Float {
    Float(1e-8 * (1 - pow(0.999, Double(step))).squareRoot())
  }

  private func worst(_ a: [Float], _ b: [Float]) -> Float {
    zip(a, b).map { abs($0 - $1) }.max() ?? 0
  }

  private func floats(_ name: String) throws -> [Float] {
    try numbers(ofFile: "\(folder)/\(name).bin")
  }
}

/// The 32-bit floats of a file.
func numbers(ofFile path: String) throws -> [Float] {
  let data = try Data(contentsOf: URL(fileURLWithPath: path))
  return data.withUnsafeBytes { bytes in
    (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
  }
}
