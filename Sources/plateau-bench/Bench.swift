import ArgumentParser

/// Benchmarks as programs: each prints what it measured, as a table or one JSON object a line.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plateau-bench", abstract: "Timings, beside the machine's limits and its peers.",
    subcommands: [
      Everything.self, MLP.self, SSD.self, EvaluationSpeed.self, Rendering.self, PlaybackTimes.self,
      Events.self, Limits.self, Startup.self, Manners.self, Peers.self, Checks.self, Repeat.self,
      Verify.self, VerifySSD.self,
    ], defaultSubcommand: Everything.self)
}
