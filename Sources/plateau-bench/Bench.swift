import ArgumentParser

/// Benchmarks as programs: each prints what it measured, one JSON object a line.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plateau-bench", abstract: "Timings of the compute core and of event files.",
    subcommands: [MLP.self, Verify.self, SSD.self, VerifySSD.self, Events.self])
}
