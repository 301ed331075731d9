import ArgumentParser
import Foundation
import Networks
import SeededRandom

/// Epochs of the 784–784–256–10 classifier on synthetic data, shuffled and gathered every step.
struct MLP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mlp", abstract: "Seconds an epoch of the 784–784–256–10 classifier with Adam.")

  @Option(help: "Examples a batch.")
  var batch = 32
  @Option(help: "Epochs; the median is printed.")
  var epochs = 3
  @Option(help: "Threads.")
  var threads = 2
  @Option(help: "Examples an epoch.")
  var samples = 60000

  func run() throws {
    var random = SeededGenerator(seed: 1)
    let data = (0..<samples * 784).map { _ in random.uniform() }
    let labels = (0..<samples).map { _ in UInt8(random.index(below: 10)) }
    let network = Network(
      inputs: 784,
      layers: [DenseLayer(units: 784), DenseLayer(units: 256), DenseLayer(units: 10)],
      optimizer: .adam(learningRate: 0.001), maximumBatch: batch, threads: threads, seed: 1)
    var rows = [Float](repeating: 0, count: batch * 784)
    var classes = [UInt8](repeating: 0, count: batch)
    var order = Array(0..<samples)
    var times: [Double] = []
    var loss = 0.0
    for _ in 0..<epochs {
      let clock = ContinuousClock()
      let start = clock.now
      random.shuffle(&order)
      for step in 0..<samples / batch {
        for row in 0..<batch {
          let index = order[step * batch + row]
          rows.replaceSubrange(
            row * 784..<(row + 1) * 784, with: data[index * 784..<(index + 1) * 784])
          classes[row] = labels[index]
        }
        loss = network.trainStep(rows, classes).loss
      }
      times.append((clock.now - start) / .seconds(1))
    }
    let median = times.sorted()[times.count / 2]
    print(
      "{\"impl\": \"plateau\", \"batch\": \(batch), \"threads\": \(threads), "
        + "\"sec_epoch\": \(rounded(median, 4)), \"samples_s\": \(Int(Double(samples) / median)), "
        + "\"loss\": \(rounded(loss, 4))}")
  }
}

/// A number with so many decimals.
func rounded(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
