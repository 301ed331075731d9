import Foundation
import Networks
import SeededRandom
import Testing

/// Against Keras, as `Vectors/keras_optimizers.py` recorded it.
@Suite struct OptimizerTests {
  private struct Recording: Decodable {
    struct Case: Decodable {
      var name: String
      var losses: [Double]
      var after: [[Float]]
      var momentum: [[Float]]?
      var velocity: [[Float]]?
      var averageGradient: [[Float]]?

      enum CodingKeys: String, CodingKey {
        case name, losses, after, momentum, velocity
        case averageGradient = "average_gradient"
      }
    }
    var x: [Float]
    var y: [UInt8]
    var batch: Int
    var before: [[Float]]
    var cases: [Case]
  }

  static let optimizers: [(name: String, optimizer: Optimizer)] = [
    ("adam", .adam(learningRate: 0.01)),
    ("adamw", .adamW(learningRate: 0.01)),
    (
      "adamw of its own",
      .adamW(learningRate: 0.02, weightDecay: 0.3, beta1: 0.8, beta2: 0.95, epsilon: 1e-4)
    ),
    ("sgd", .sgd(learningRate: 0.1)),
    ("sgd nesterov", .sgd(learningRate: 0.1, momentum: 0.9, isNesterov: true)),
    ("rmsprop", .rmsprop(learningRate: 0.01)),
    ("rmsprop momentum", .rmsprop(learningRate: 0.01, rho: 0.8, momentum: 0.9, epsilon: 1e-4)),
    ("rmsprop centered", .rmsprop(learningRate: 0.01, epsilon: 1e-3, isCentered: true)),
    (
      "rmsprop all",
      .rmsprop(learningRate: 0.005, rho: 0.85, momentum: 0.5, epsilon: 1e-3, isCentered: true)
    ),
  ]

  private func recording() throws -> Recording {
    let url = try #require(
      Bundle.module.url(
        forResource: "keras_optimizers", withExtension: "json", subdirectory: "Vectors"))
    return try JSONDecoder().decode(Recording.self, from: Data(contentsOf: url))
  }

  private func network(_ optimizer: Optimizer, threads: Int = 1, seed: UInt64 = 1)
    throws -> DenseClassifier
  {
    try DenseClassifier(
      inputs: 6, layers: [DenseLayer(units: 9), DenseLayer(units: 5)], optimizer: optimizer,
      maximumBatch: 8, threads: threads, seed: seed)
  }

  private func train(_ network: DenseClassifier, _ steps: Range<Int>, _ recording: Recording)
    -> [Double]
  {
    steps.map { step in
      let rows = step * recording.batch..<(step + 1) * recording.batch
      return network.trainStep(
        Array(recording.x[rows.lowerBound * 6..<rows.upperBound * 6]), Array(recording.y[rows])
      ).loss
    }
  }

  private func worst(_ a: [[Float]], _ b: [[Float]]) -> Float {
    guard a.map(\.count) == b.map(\.count) else { return .infinity }
    return zip(a.joined(), b.joined()).map { abs($0 - $1) }.max() ?? 0
  }

  @Test(arguments: optimizers.indices, [1, 2])
  func sixStepsAreThoseOfKeras(index: Int, threads: Int) throws {
    let (name, optimizer) = Self.optimizers[index]
    let recording = try recording()
    let recorded = try #require(recording.cases.first { $0.name == name })
    let network = try network(optimizer, threads: threads)
    network.weights = recording.before
    let losses = train(network, 0..<6, recording)
    #expect(zip(losses, recorded.losses).allSatisfy { abs($0 - $1) < 2e-6 })
    #expect(worst(network.weights, recorded.after) < 5e-6)
    #expect(worst(network.weights, recording.before) > 1e-2)
    let moments = network.moments
    switch optimizer {
    case .adam, .adamW:
      #expect(worst(moments.first, try #require(recorded.momentum)) < 1e-6)
      #expect(worst(moments.second, try #require(recorded.velocity)) < 1e-7)
    case .sgd(_, let momentum, _):
      guard momentum > 0 else { break }
      #expect(worst(moments.first, try #require(recorded.momentum)) < 1e-6)
    case .rmsprop(_, _, let momentum, _, let isCentered):
      #expect(worst(moments.second, try #require(recorded.velocity)) < 1e-6)
      if isCentered {
        #expect(worst(moments.first, try #require(recorded.averageGradient)) < 1e-6)
      }
      if momentum > 0 {
        #expect(
          worst(try #require(moments.velocity), try #require(recorded.momentum)) < 5e-6)
      }
    }
  }

  /// Everything an optimiser remembers is in the file: training goes on as if it had not been interrupted.
  @Test(arguments: optimizers.indices)
  func aFileRemembersAllOfIt(index: Int) throws {
    let optimizer = Self.optimizers[index].optimizer
    let recording = try recording()
    let whole = try network(optimizer)
    let start = whole.weights
    _ = train(whole, 0..<6, recording)
    let first = try network(optimizer)
    first.weights = start
    _ = train(first, 0..<3, recording)
    let second = try network(optimizer, seed: 9)
    try second.restore(from: first.tensors(weightsOnly: false), path: "here")
    _ = train(second, 3..<6, recording)
    #expect(second.weights == whole.weights)
    #expect(second.moments == whole.moments)
    second.resetOptimizer()
    let forgotten = second.moments
    #expect(
      (forgotten.first + forgotten.second + (forgotten.velocity ?? [])).allSatisfy {
        $0.allSatisfy { $0 == 0 }
      })
  }

  /// A detector's weights lie in one piece, a classifier's by layers; the rules are the same.
  @Test(arguments: optimizers.indices)
  func aDetectorFollowsItsGradientsByTheSameRule(index: Int) throws {
    let (name, optimizer) = Self.optimizers[index]
    let network = try SSDSamples.network(optimizer: optimizer, threads: 2)
    let before = network.trainedWeights.map { network.weights[$0] }
    let images = SSDSamples.images(4, side: network.architecture.side)
    _ = network.trainStep(images, SSDSamples.truths(4, classes: network.architecture.classes))
    let after = network.trainedWeights.map { network.weights[$0] }
    for (tensor, gradient) in network.lastGradients.enumerated() {
      for k in gradient.indices {
        let (w, g) = (Double(before[tensor][k]), Double(gradient[k]))
        let expected =
          switch optimizer {
          case .adam(let rate, let beta1, let beta2, let epsilon):
            w - adam(g, rate, beta1, beta2, epsilon)
          case .adamW(let rate, let decay, let beta1, let beta2, let epsilon):
            w - w * Double(rate * decay) - adam(g, rate, beta1, beta2, epsilon)
          case .sgd(let rate, let momentum, let isNesterov):
            w - Double(rate) * g * (isNesterov ? 1 + Double(momentum) : 1)
          case .rmsprop(let rate, let rho, _, let epsilon, let isCentered):
            w - rmsprop(g, rate, rho, epsilon, isCentered)
          }
        // Near 0 the first step depends on the gradient's last digits.
        let isClose = abs(Double(after[tensor][k]) - expected) < 1e-6 + 1e-5 * abs(expected - w)
        #expect(isClose, "\(name): \(w) by \(g)")
        if !isClose { return }
      }
    }
  }

  private func adam(
    _ g: Double, _ rate: Float, _ beta1: Float, _ beta2: Float, _ epsilon: Float
  ) -> Double {
    let (rest1, rest2) = (1 - Double(beta1), 1 - Double(beta2))
    let alpha = Double(rate) * rest2.squareRoot() / rest1
    return alpha * rest1 * g / ((rest2 * g * g).squareRoot() + Double(epsilon))
  }

  private func rmsprop(
    _ g: Double, _ rate: Float, _ rho: Float, _ epsilon: Float, _ isCentered: Bool
  ) -> Double {
    let rest = 1 - Double(rho)
    let size = rest * g * g - (isCentered ? rest * rest * g * g : 0)
    return Double(rate) * g / (size + Double(epsilon)).squareRoot()
  }
}
