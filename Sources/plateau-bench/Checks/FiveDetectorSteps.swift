import Foundation
import Networks

/// Five Adam steps of the detector from the weights and data that `Benchmarks/peers/torch_ssd_ref.py` writes.
struct FiveDetectorSteps {
  /// The results, beside those of the reference.
  struct Outcome {
    var losses: [Double] = []
    var reference: [Double] = []
    /// The largest difference of each tensor of the first gradients, as a fraction of the reference's largest
    /// number.
    var gradients: [(name: String, difference: Float)] = []

    /// The largest difference of a loss, as a fraction of the loss.
    var worstLoss: Double { zip(losses, reference).map { abs($0 - $1) / $1 }.max() ?? .nan }
    /// The largest difference of a gradient.
    var worstGradient: Double { gradients.map { Double($0.difference) }.max() ?? .nan }
  }

  let folder: String
  var threads = 2

  func run() throws -> Outcome {
    let architecture = SSD.architecture
    let batch = 32
    let network = try SSDDetector(
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
    var outcome = Outcome(reference: try floats("loss").map(Double.init))
    for step in 1...5 {
      network.optimizer = .adam(learningRate: 0.001, epsilon: FiveSteps.epsilon(step: step))
      outcome.losses.append(network.trainStep(images, count: batch, loss: loss.measure).total)
      if step == 1 { outcome.gradients = try compare(network.lastGradients) }
    }
    return outcome
  }

  private func compare(_ gradients: [[Float]]) throws -> [(name: String, difference: Float)] {
    var all: [(name: String, difference: Float)] = []
    func add(_ name: String, _ own: [Float]) throws {
      all.append((name, relativeDifference(own, try floats(name))))
    }
    for block in 0..<6 {
      try add("gconv\(block)", gradients[block * 3])
      try add("gbn\(block)", gradients[block * 3 + 1] + gradients[block * 3 + 2])
    }
    for head in 0..<3 { try add("ghead\(head)", gradients[18 + head * 2]) }
    return all
  }

  private func relativeDifference(_ a: [Float], _ b: [Float]) -> Float {
    let size = b.map(abs).max() ?? 1
    return (zip(a, b).map { abs($0 - $1) }.max() ?? 0) / size
  }

  private func floats(_ name: String) throws -> [Float] {
    try numbers(ofFile: "\(folder)/\(name).bin")
  }
}
