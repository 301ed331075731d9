import ArgumentParser
import Foundation
import Synchronization

/// The steps of the classifier beside another program that always occupies one CPU.
struct Manners: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The slowdown of training beside a busy loop, on one thread and on two.")

  @Option(help: "Rounds; medians are printed.")
  var rounds = 5
  @Option(help: "Examples per epoch.")
  var samples = 16384
  @Option(help: "Examples per batch.")
  var batch = 32
  @OptionGroup var format: BenchResult.Format

  func validate() throws {
    guard rounds > 0, batch > 0, samples >= batch else {
      throw ValidationError("at least one round, and a batch of examples")
    }
  }

  func run() throws {
    var (alone, beside, one): ([Double], [Double], [Double]) = ([], [], [])
    for _ in 0..<rounds {
      alone.append(try rate(threads: 2))
      let loop = BusyLoop()
      defer { loop.end() }
      beside.append(try rate(threads: 2))
      one.append(try rate(threads: 1))
    }
    func median(_ a: [Double], by b: [Double]) -> BenchResult.Value {
      .number(Timing.median(zip(a, b).map { $0 / $1 }), decimals: 2)
    }
    BenchResult([
      ("two_threads_alone", .number(Timing.median(alone), decimals: 0)),
      ("two_beside_a_loop", .number(Timing.median(beside), decimals: 0)),
      ("one_beside_a_loop", .number(Timing.median(one), decimals: 0)),
      ("two beside / alone", median(beside, by: alone)),
      ("two / one beside", median(beside, by: one)),
    ]).print(format)
  }

  /// Samples per second of a separate process, like the training of a user.
  private func rate(threads: Int) throws -> Double {
    try Program(
      CommandLine.arguments[0],
      [
        "mlp", "--json", "--batch", "\(batch)", "--samples", "\(samples)", "--threads",
        "\(threads)",
      ]
    ).result().rate
  }
}

/// A thread with a busy loop, until it is stopped.
private final class BusyLoop: Sendable {
  private let ends = Atomic<Bool>(false)

  init() {
    Thread.detachNewThread { [self] in while !ends.load(ordering: .relaxed) {} }
  }

  func end() { ends.store(true, ordering: .relaxed) }
}
