import Foundation
import Networks
import SeededRandom
import Testing

@Suite struct DenseClassifierTests {
  private let optimizer = Optimizer.adam(learningRate: 0.001)

  private func network(
    _ layers: [DenseLayer], inputs: Int, optimizer: Optimizer? = nil, threads: Int = 1
  ) throws -> DenseClassifier {
    try DenseClassifier(
      inputs: inputs, layers: layers, optimizer: optimizer ?? self.optimizer, maximumBatch: 64,
      threads: threads, seed: 3)
  }

  private func examples(_ count: Int, inputs: Int, classes: Int) -> ([Float], [UInt8]) {
    var random = SeededGenerator(seed: 9)
    let x = (0..<count * inputs).map { _ in random.uniform(-1...1) }
    return (x, (0..<count).map { _ in UInt8(random.index(below: classes)) })
  }

  private func loss(_ network: DenseClassifier, _ x: [Float], _ y: [UInt8]) -> Double {
    network.evaluate(x, y).result.loss
  }

  @Test(arguments: [1, 2, 3])
  func gradientsAgreeWithFiniteDifferences(threads: Int) throws {
    let layers = [
      DenseLayer(units: 18), DenseLayer(units: 7, activation: .linear), DenseLayer(units: 4),
    ]
    // With a rate of 1 and no momentum, a step moves each weight by its gradient.
    let optimizer = Optimizer.sgd(learningRate: 1)
    let (x, y) = examples(10, inputs: 6, classes: 4)
    let trained = try network(layers, inputs: 6, optimizer: optimizer, threads: threads)
    let before = trained.weights
    _ = trained.trainStep(x, y)
    let after = trained.weights
    let probe = try network(layers, inputs: 6, optimizer: optimizer)
    let here = loss(probe, x, y)
    var worst = 0.0
    var kinks = 0
    var count = 0
    for tensor in before.indices {
      for index in before[tensor].indices {
        let gradient = Double(before[tensor][index] - after[tensor][index])
        var moved = before
        let step: Float = 4e-3
        moved[tensor][index] = before[tensor][index] + step
        probe.weights = moved
        let above = loss(probe, x, y)
        moved[tensor][index] = before[tensor][index] - step
        probe.weights = moved
        let below = loss(probe, x, y)
        count += 1
        // Where a ReLU changes sides within the step, there is no gradient to compare with.
        if abs(above - 2 * here + below) / Double(step) > 2e-3 {
          kinks += 1
          continue
        }
        worst = max(worst, abs(gradient - (above - below) / Double(2 * step)))
      }
    }
    #expect(worst < 1e-3)
    #expect(kinks * 20 < count)
    #expect(before != after)
  }

  private struct AdamSteps: Decodable {
    var x: [Float]
    var y: [UInt8]
    var batch: Int
    var losses: [Double]
    var before: [[Float]]
    var after: [[Float]]
    var first: [[Float]]
    var second: [[Float]]
  }

  @Test(arguments: [1, 2])
  func fiveAdamStepsGiveTheNumbersOfAnotherImplementation(threads: Int) throws {
    let url = try #require(
      Bundle.module.url(
        forResource: "adam_five_steps", withExtension: "json", subdirectory: "Vectors"))
    let reference = try JSONDecoder().decode(AdamSteps.self, from: Data(contentsOf: url))
    let network = try network(
      [DenseLayer(units: 20), DenseLayer(units: 9), DenseLayer(units: 5)], inputs: 12,
      optimizer: .adam(learningRate: 1e-3), threads: threads)
    network.weights = reference.before
    let size = reference.batch
    for step in 0..<5 {
      // The reference adds 1e-8 after the bias correction of √v, Keras before it.
      let epsilon = Float(1e-8 * (1 - pow(0.999, Double(step + 1))).squareRoot())
      network.optimizer = .adam(learningRate: 1e-3, epsilon: epsilon)
      let rows = step * size..<(step + 1) * size
      let result = network.trainStep(
        Array(reference.x[rows.lowerBound * 12..<rows.upperBound * 12]), Array(reference.y[rows]))
      #expect(abs(result.loss - reference.losses[step]) < 1e-6)
    }
    func worst(_ a: [[Float]], _ b: [[Float]]) -> Float {
      zip(a.joined(), b.joined()).map { abs($0 - $1) }.max() ?? 0
    }
    let moments = network.moments
    #expect(worst(moments.first, reference.first) < 1e-7)
    #expect(worst(moments.second, reference.second) < 1e-8)
    #expect(worst(network.weights, reference.after) < 2e-6)
    #expect(worst(network.weights, reference.before) > 1e-3)
  }

  @Test func theSameSeedGivesTheSameBits() throws {
    func run() throws -> [[Float]] {
      let network = try network(
        [DenseLayer(units: 70), DenseLayer(units: 10)], inputs: 30, threads: 2)
      let (x, y) = examples(32, inputs: 30, classes: 10)
      for _ in 0..<20 { _ = network.trainStep(x, y) }
      return network.weights
    }
    let once = try run()
    for _ in 0..<3 { #expect(try run() == once) }
  }

  @Test(arguments: [1, 2, 3])
  func filledExamplesCountAsThoseOfArrays(threads: Int) throws {
    func network() throws -> DenseClassifier {
      try DenseClassifier(
        inputs: 20, layers: [DenseLayer(units: 40), DenseLayer(units: 10)], optimizer: optimizer,
        maximumBatch: 260, threads: threads, seed: 3)
    }
    let (arrays, filled) = (try network(), try network())
    let (x, y) = examples(260, inputs: 20, classes: 10)
    // Small batches, those that threads share by examples, and none at all.
    for count in [2, 50, 260, 0] {
      let fill: DenseClassifier.Fill = { example, row in
        for column in 0..<20 { row[column] = x[example * 20 + column] }
        return y[example]
      }
      let result = filled.trainStep(count: count, fill: fill)
      #expect(result == arrays.trainStep(Array(x[..<(count * 20)]), Array(y[..<count])))
      let (measured, scores, labels) = filled.evaluate(count: count, fill: fill)
      let expected = arrays.evaluate(Array(x[..<(count * 20)]), Array(y[..<count]))
      #expect(measured == expected.result && scores == expected.scores)
      #expect(labels == Array(y[..<count]))
    }
    #expect(filled.weights == arrays.weights)
    // An empty batch is no step.
    #expect(filled.iterations == 3)
  }

  @Test func itLearnsWhatCanBeLearnt() throws {
    let network = try network(
      [DenseLayer(units: 32, initializer: .heNormal), DenseLayer(units: 3)], inputs: 4,
      optimizer: .sgd(learningRate: 0.1, momentum: 0.9, isNesterov: true), threads: 2)
    var (x, y) = examples(60, inputs: 4, classes: 3)
    for row in 0..<60 { y[row] = x[row * 4] > 0.2 ? 0 : x[row * 4 + 1] > 0 ? 1 : 2 }
    x = x.map { $0 * 2 }
    for _ in 0..<400 { _ = network.trainStep(x, y) }
    let (result, scores) = network.evaluate(x, y)
    #expect(result.correct == 60)
    #expect(scores.values.count == 180)
    for row in scores { #expect(abs(row.reduce(0, +) - 1) < 1e-5) }
    #expect(scores.labels == y.map { Int($0) })
    #expect(network.predict(x) == scores)
  }

  @Test func aMeasureDoesNotDependOnThreadsOrBatches() throws {
    let layers = [DenseLayer(units: 40), DenseLayer(units: 10)]
    let (x, y) = examples(50, inputs: 20, classes: 10)
    let (a, one) = try network(layers, inputs: 20).evaluate(x, y)
    let (b, three) = try network(layers, inputs: 20, threads: 3).evaluate(x, y)
    #expect(a.correct == b.correct)
    #expect(abs(a.loss - b.loss) < 1e-6)
    #expect(zip(one.values, three.values).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func momentumFollowsKerassFormula() throws {
    for isNesterov in [false, true] {
      let network = try network(
        [DenseLayer(units: 2)], inputs: 1,
        optimizer: .sgd(learningRate: 0.5, momentum: 0.9, isNesterov: isNesterov))
      network.weights = [[0, 0], [0, 0]]
      // Softmax of zeros: the gradient of the bias is (-0.5, 0.5).
      _ = network.trainStep([0], [0])
      let velocity: Float = 0.25
      let expected = isNesterov ? 0.9 * velocity + 0.25 : velocity
      #expect(abs(network.weights[1][0] - expected) < 1e-6)
      #expect(abs(network.moments.first[1][0] - velocity) < 1e-6)
    }
  }

  @Test func divergenceShowsAsNaN() throws {
    let network = try network(
      [DenseLayer(units: 8), DenseLayer(units: 3)], inputs: 4,
      optimizer: .sgd(learningRate: 1e30))
    let (x, y) = examples(8, inputs: 4, classes: 3)
    for _ in 0..<5 { _ = network.trainStep(x, y) }
    #expect(loss(network, x, y).isNaN)
  }

  @Test func initialWeightsHaveTheRightSpread() throws {
    func deviation(_ values: [Float]) -> Float {
      (values.reduce(0) { $0 + $1 * $1 } / Float(values.count)).squareRoot()
    }
    let glorot = try network([DenseLayer(units: 100), DenseLayer(units: 2)], inputs: 200).weights
    #expect(abs(deviation(glorot[0]) - (2 / Float(300)).squareRoot()) < 0.002)
    let he = try network(
      [DenseLayer(units: 100, initializer: .heNormal), DenseLayer(units: 2)], inputs: 200
    ).weights
    #expect(abs(deviation(he[0]) - (2 / Float(200)).squareRoot()) < 0.003)
    #expect(he[1].allSatisfy { $0 == 0 })
  }

  @Test func theSummaryNamesTheLayers() throws {
    let network = try network([DenseLayer(units: 16), DenseLayer(units: 10)], inputs: 784)
    #expect(network.summary == "784 – 16 relu – 10 softmax")
    #expect(network.parameterCount == 784 * 16 + 16 + 160 + 10)
  }
}
