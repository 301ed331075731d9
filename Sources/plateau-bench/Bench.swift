import ArgumentParser

/// The benchmarks.
///
/// Each prints its results as a table or as one JSON object per line.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plateau-bench",
    abstract: "Timings, beside the limits of the machine and its peers.",
    subcommands: [
      Everything.self, MLP.self, SSD.self, EvaluationSpeed.self, Rendering.self, PlaybackTimes.self,
      Events.self, Limits.self, Startup.self, Manners.self, Peers.self, Checks.self, Repeat.self,
      Verify.self, VerifySSD.self,
    ], defaultSubcommand: Everything.self)
}
