import ArgumentParser
import Networks
import SeededRandom

/// Short runs from the same start, which must all end with the same bits.
struct Repeat: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repeat",
    abstract: "Repeat the same training, and count how often the weights differ.")

  @Option(help: "Runs.")
  var runs = 1000
  @Option(help: "Steps per run.")
  var steps = 10
  @Option(help: "Examples per batch; the last one has three fewer.")
  var batch = 33
  @Option(help: "Threads.")
  var threads = 2
  @OptionGroup var format: BenchResult.Format

  func validate() throws {
    guard runs > 0, steps > 0, batch > 3, threads > 0 else {
      throw ValidationError("at least one run, step and thread, and four examples a batch")
    }
  }

  func run() throws {
    let different = try different()
    BenchResult([
      ("runs", .integer(runs)), ("threads", .integer(threads)), ("batch", .integer(batch)),
      ("different", .integer(different)),
    ]).print(format)
    if different > 0 { throw ExitCode.failure }
  }

  /// The number of runs, with default settings, that ended differently from the first.
  static func different(_ runs: Int) throws -> Int {
    try Repeat.parse(["--runs", "\(runs)"]).different()
  }

  private func different() throws -> Int {
    var random = SeededGenerator(seed: 1)
    let x = (0..<batch * 100).map { _ in random.uniform(-1...1) }
    let y = (0..<batch).map { _ in UInt8(random.index(below: 10)) }
    let reference = try weights(x, y)
    return try (1..<max(2, runs)).count { _ in try weights(x, y) != reference }
  }

  private func weights(_ x: [Float], _ y: [UInt8]) throws -> [[Float]] {
    let network = try DenseClassifier(
      inputs: 100,
      layers: [DenseLayer(units: 150), DenseLayer(units: 70), DenseLayer(units: 10)],
      optimizer: .adam(learningRate: 0.001), maximumBatch: batch, threads: threads, seed: 1)
    for step in 1...steps {
      let count = step == steps ? batch - 3 : batch
      _ = network.trainStep(Array(x[..<(count * 100)]), Array(y[..<count]))
    }
    return network.weights
  }
}
