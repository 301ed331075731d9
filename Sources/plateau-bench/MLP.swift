import ArgumentParser
import Foundation
import Networks
import SeededRandom

/// Epochs of the 784–784–256–10 classifier on synthetic data, shuffled and gathered every step.
struct MLP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mlp", abstract: "Seconds per epoch of the 784–784–256–10 classifier with Adam.")

  @Option(help: "Examples per batch.")
  var batch = 32
  @Option(help: "Epochs; the median is printed.")
  var epochs = 3
  @Option(help: "Threads.")
  var threads = 2
  @Option(help: "Examples per epoch.")
  var samples = 60000
  @OptionGroup var format: BenchResult.Format

  func validate() throws {
    guard batch > 0, epochs > 0, threads > 0, samples >= batch else {
      throw ValidationError("a batch has at least one example, and an epoch one batch")
    }
  }

  func run() throws {
    var random = SeededGenerator(seed: 1)
    let data = (0..<samples * 784).map { _ in random.uniform() }
    let labels = (0..<samples).map { _ in UInt8(random.index(below: 10)) }
    let network = try DenseClassifier(
      inputs: 784,
      layers: [DenseLayer(units: 784), DenseLayer(units: 256), DenseLayer(units: 10)],
      optimizer: .adam(learningRate: 0.001), maximumBatch: batch, threads: threads, seed: 1)
    var order = Array(0..<samples)
    var times: [Double] = []
    var loss = 0.0
    // As in the peers' programs, one-time work is not timed.
    for _ in 0..<20 {
      _ = network.trainStep(count: batch) { _, numbers in
        numbers.update(repeating: 0)
        return 0
      }
    }
    for _ in 0..<epochs {
      let seconds = Timing.seconds {
        random.shuffle(&order)
        for step in 0..<samples / batch {
          loss =
            network.trainStep(count: batch) { [order] row, numbers in
              let index = order[step * batch + row]
              _ = numbers.update(fromContentsOf: data[index * 784..<(index + 1) * 784])
              return labels[index]
            }.loss
        }
      }
      times.append(seconds)
    }
    let median = Timing.median(times)
    BenchResult([
      ("impl", .text("plateau")), ("batch", .integer(batch)), ("threads", .integer(threads)),
      ("sec_epoch", .number(median, decimals: 4)),
      ("samples_s", .integer(Int(Double(samples / batch * batch) / median))),
      ("loss", .number(loss, decimals: 4)), ("rss_mb", .integer(Timing.peakMemory)),
    ]).print(format)
  }
}
