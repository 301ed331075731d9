import ArgumentParser
import Foundation

/// All benchmarks or, with `--peers`, all comparisons and checks.
///
/// `make bench` runs it.
struct Everything: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all", abstract: "All timings; with --peers all comparisons and checks.")

  @Flag(help: "Install PyTorch and Keras into a private environment, and compare with them.")
  var peers = false
  @Option(help: "Rounds of a comparison.")
  var rounds = 5
  @Option(help: "The folder of MNIST, for the loss of a whole epoch.")
  var mnist: String?
  @OptionGroup var format: BenchResult.Format

  func run() throws {
    if peers {
      try part(["peers", "--install", "--rounds", "\(rounds)"])
      try part(["manners"])
      try part(["checks"] + (mnist.map { ["--mnist", $0] } ?? []))
    } else {
      let batches = [32, 128, 1024].map { ["mlp", "--batch", "\($0)"] }
      for subject in [["limits"], ["startup"]] + batches + [["ssd"], ["evaluation"], ["rendering"]]
      { try part(subject) }
    }
  }

  /// Runs a benchmark in its own process, so that its memory is measured alone.
  private func part(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = arguments + (format.json ? ["--json"] : [])
    try process.run()
    process.waitUntilExit()
    if !format.json { print() }
    guard process.terminationStatus == 0 else { throw ExitCode(process.terminationStatus) }
  }
}
