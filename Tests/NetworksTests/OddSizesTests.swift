import Foundation
import Networks
import SeededRandom
import Testing

/// A step compared with the plainest implementation, at sizes that fit no register, tile or thread.
@Suite struct OddSizesTests {
  /// Dense layers with Adam in double precision, a loop for every sum.
  private struct NaiveNetwork {
    var weights: [[Double]]
    var first: [[Double]]
    var second: [[Double]]
    let widths: [Int]

    init(_ network: DenseClassifier) {
      weights = network.weights.map { $0.map(Double.init) }
      first = weights.map { $0.map { _ in 0 } }
      second = first
      widths = [network.inputs] + network.layers.map(\.units)
    }

    /// The outputs of each layer, the inputs before them; softmax at the end.
    private func outputs(_ x: [Double]) -> [[Double]] {
      var outputs = [x]
      for layer in 0..<widths.count - 1 {
        let source = outputs[layer]
        var target = (0..<widths[layer + 1]).map { unit in
          source.indices.reduce(weights[2 * layer + 1][unit]) {
            $0 + source[$1] * weights[2 * layer][$1 * widths[layer + 1] + unit]
          }
        }
        if layer < widths.count - 2 { target = target.map { max($0, 0) } }
        outputs.append(target)
      }
      let logits = outputs[widths.count - 1]
      let top = logits.max() ?? 0
      let powers = logits.map { exp($0 - top) }
      let sum = powers.reduce(0, +)
      outputs[widths.count - 1] = powers.map { $0 / sum }
      return outputs
    }

    /// Takes a step of Keras's Adam and returns the mean loss before it.
    mutating func step(_ x: [Float], _ y: [UInt8], iteration: Int) -> Double {
      var gradients = weights.map { $0.map { _ in 0.0 } }
      var loss = 0.0
      for row in y.indices {
        let outputs = outputs(x[row * widths[0]..<(row + 1) * widths[0]].map(Double.init))
        var delta = outputs[widths.count - 1]
        loss -= log(delta[Int(y[row])]) / Double(y.count)
        delta[Int(y[row])] -= 1
        delta = delta.map { $0 / Double(y.count) }
        for layer in (0..<widths.count - 1).reversed() {
          let (source, units) = (outputs[layer], widths[layer + 1])
          var below = source.map { _ in 0.0 }
          for unit in 0..<units {
            gradients[2 * layer + 1][unit] += delta[unit]
            for input in source.indices {
              gradients[2 * layer][input * units + unit] += source[input] * delta[unit]
              below[input] += weights[2 * layer][input * units + unit] * delta[unit]
            }
          }
          delta = zip(below, source).map { $1 > 0 ? $0 : 0 }
        }
      }
      let (one, two) = (pow(0.9, Double(iteration)), pow(0.999, Double(iteration)))
      let rate = 0.01 * (1 - two).squareRoot() / (1 - one)
      for tensor in weights.indices {
        for index in weights[tensor].indices {
          let gradient = gradients[tensor][index]
          first[tensor][index] += (gradient - first[tensor][index]) * 0.1
          second[tensor][index] += (gradient * gradient - second[tensor][index]) * 0.001
          weights[tensor][index] -=
            rate * first[tensor][index] / (second[tensor][index].squareRoot() + 1e-3)
        }
      }
      return loss
    }
  }

  /// The threads share the largest batch by examples, the others by columns and rows.
  @Test(arguments: [1, 7, 33], [1, 3, 33, 200])
  func threeAdamStepsAreThoseOfPlainLoops(units: Int, batch: Int) throws {
    for threads in 1...3 {
      for inputs in [1, 7, 50] {
        let network = try DenseClassifier(
          inputs: inputs,
          layers: [
            DenseLayer(units: units), DenseLayer(units: 66 - units), DenseLayer(units: units + 1),
          ], optimizer: .adam(learningRate: 0.01, epsilon: 1e-3), maximumBatch: batch,
          threads: threads, seed: 5)
        var naive = NaiveNetwork(network)
        var random = SeededGenerator(seed: 2)
        for iteration in 1...3 {
          // The last batch of an epoch is shorter.
          let count = iteration == 3 ? max(1, batch - 2) : batch
          let x = (0..<count * inputs).map { _ in random.uniform(-1...1) }
          let y = (0..<count).map { _ in UInt8(random.index(below: units + 1)) }
          let loss = network.trainStep(x, y).loss
          #expect(abs(loss - naive.step(x, y, iteration: iteration)) < 1e-5)
        }
        func worst(_ a: [[Float]], _ b: [[Double]]) -> Double {
          zip(a.joined(), b.joined()).map { abs(Double($0) - $1) }.max() ?? 0
        }
        // The rate over epsilon is ten: errors of the gradient's last digits show in the weights.
        #expect(worst(network.weights, naive.weights) < 1e-5)
        #expect(worst(network.moments.first, naive.first) < 1e-6)
        #expect(worst(network.moments.second, naive.second) < 1e-6)
      }
    }
  }

  /// The work of one thread is tested above; more threads only divide it, by columns, by rows or in tiles.
  @Test(arguments: [5, 33, 128, 131, 259])
  func threadsChangeRoundingOnly(batch: Int) throws {
    let optimizers: [Optimizer] = [
      .adam(learningRate: 0.01, epsilon: 1e-3),
      .adamW(learningRate: 0.01, weightDecay: 0.5, epsilon: 1e-3),
      .sgd(learningRate: 0.1, momentum: 0.9),
      .rmsprop(learningRate: 0.01, momentum: 0.5, epsilon: 1e-3, isCentered: true),
    ]
    for optimizer in optimizers {
      for averaging in [nil, Optimizer.Averaging(momentum: 0.5)] {
        func run(_ threads: Int) throws -> [[Float]] {
          let network = try DenseClassifier(
            inputs: 121, layers: [DenseLayer(units: 101), DenseLayer(units: 7)],
            optimizer: optimizer, averaging: averaging, maximumBatch: batch, threads: threads,
            seed: 1)
          var random = SeededGenerator(seed: 4)
          let x = (0..<batch * 121).map { _ in random.uniform(-1...1) }
          let y = (0..<batch).map { _ in UInt8(random.index(below: 7)) }
          for _ in 0..<3 { _ = network.trainStep(x, y) }
          return network.weights + (network.averagedWeights ?? [])
        }
        let one = try run(1)
        for threads in 2...4 {
          let difference = try zip(one.joined(), run(threads).joined()).map { abs($0 - $1) }.max()
          #expect((difference ?? 1) < 1e-5)
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3], [33, 211]) func oddSizesRepeatToTheBit(threads: Int, batch: Int)
    throws
  {
    func run() throws -> [[Float]] {
      let network = try DenseClassifier(
        inputs: 33, layers: [DenseLayer(units: 95), DenseLayer(units: 7)],
        optimizer: .adam(learningRate: 0.01), maximumBatch: batch, threads: threads, seed: 1)
      var random = SeededGenerator(seed: 4)
      let x = (0..<batch * 33).map { _ in random.uniform(-1...1) }
      let y = (0..<batch).map { _ in UInt8(random.index(below: 7)) }
      for _ in 0..<5 { _ = network.trainStep(x, y) }
      return network.weights
    }
    let once = try run()
    for _ in 0..<20 { #expect(try run() == once) }
  }
}
