import ArgumentParser

/// The limits of the machine, and the speed they allow the `mlp` benchmark.
struct Limits: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "limits",
    abstract: "The limits of the machine: arithmetic, last cache, memory.")

  @Option(help: "Threads.")
  var threads = 2
  @OptionGroup var format: BenchResult.Format

  func validate() throws {
    guard threads > 0 else { throw ValidationError("at least one thread") }
  }

  func run() throws {
    let limits = MachineLimits(threads: threads)
    BenchResult([("threads", .integer(threads))] + limits.result.fields).print(format)
  }
}
