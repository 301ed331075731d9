import ArgumentParser
import Foundation
import Networks

/// Five Adam steps of the detector against what `Benchmarks/peers/torch_ssd_ref.py` writes into a folder.
struct VerifySSD: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-ssd",
    abstract: "Compare a detector's first gradients and five losses with a reference in a folder.")

  @Argument(help: "The folder with x.bin, ty.bin, tb.bin, conv0.bin, …, gconv0.bin, …, loss.bin.")
  var folder: String
  @Option(help: "Threads.")
  var threads = 2

  func run() throws {
    let architecture = SSD.architecture
    let batch = 32
    let network = try SSDNetwork(
      architecture, optimizer: .adam(learningRate: 0.001), maximumBatch: batch, threads: threads,
      seed: 1)
    var weights = network.weights
    for block in 0..<6 { weights[block * 5] = try floats("conv\(block)") }
    for head in 0..<3 {
      weights[30 + head * 2] = try floats("head\(head)")
      weights[31 + head * 2] = try floats("headb\(head)")
    }
    network.weights = weights
    let images = try floats("x")
    let loss = AllBoxesLoss(
      labels: try floats("ty").map { Int($0) }, offsets: try floats("tb"),
      boxes: architecture.boxCount, classes: 4)
    let reference = try floats("loss")
    var worstLoss = 0.0
    for step in 1...5 {
      // PyTorch adds 1e-8 after the bias correction of √v, Keras before it: what comes to the same.
      let epsilon = Float(1e-8 * (1 - pow(0.999, Double(step))).squareRoot())
      network.optimizer = .adam(learningRate: 0.001, epsilon: epsilon)
      let total = network.trainStep(images, count: batch, loss: loss.measure).total
      let other = Double(reference[step - 1])
      worstLoss = max(worstLoss, abs(total - other) / other)
      print("step \(step): loss \(total), reference \(other)")
      if step == 1 { try compareGradients(network.lastGradients) }
    }
    print("losses differ by at most \(worstLoss)")
  }

  private func compareGradients(_ gradients: [[Float]]) throws {
    var worst: [String: Float] = [:]
    func compare(_ kind: String, _ name: String, _ own: [Float]) throws {
      let difference = relativeDifference(own, try floats(name))
      print("  \(name): \(difference)")
      worst[kind] = max(worst[kind] ?? 0, difference)
    }
    for block in 0..<6 {
      try compare("conv", "gconv\(block)", gradients[block * 3])
      try compare("bn", "gbn\(block)", gradients[block * 3 + 1] + gradients[block * 3 + 2])
    }
    for head in 0..<3 { try compare("heads", "ghead\(head)", gradients[18 + head * 2]) }
    for (kind, difference) in worst.sorted(by: { $0.key < $1.key }) {
      print("gradients of \(kind) differ by at most \(difference)")
    }
  }

  /// The largest difference, as a share of the largest number of the reference.
  private func relativeDifference(_ a: [Float], _ b: [Float]) -> Float {
    let size = b.map(abs).max() ?? 1
    return (zip(a, b).map { abs($0 - $1) }.max() ?? 0) / size
  }

  private func floats(_ name: String) throws -> [Float] {
    try numbers(ofFile: "\(folder)/\(name).bin")
  }
}
