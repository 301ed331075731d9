import ArgumentParser
import Foundation

/// Runs our program and those of the peers in turn for several rounds, and prints the results beside the
/// limits of the machine.
struct Peers: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peers", abstract: "Compare with PyTorch and Keras, in interleaved rounds.")

  @Option(help: "Rounds; the median of the rounds' ratios is printed.")
  var rounds = 5
  @Option(help: "Epochs of the classifier per round.")
  var epochs = 1
  @Option(help: "Examples of the classifier per epoch.")
  var samples = 60000
  @Option(help: "Threads of each program.")
  var threads = 2
  @Option(help: "Only this work, such as mlp-32; may be repeated.")
  var work: [String] = []
  @Option(
    help: "Only this peer, such as torch-fused; may be repeated. The default is all with a goal.")
  var peer: [String] = []
  @Flag(help: "Install the peers into the first environment first.")
  var install = false
  @OptionGroup var location: PeerLocation
  @OptionGroup var format: BenchResult.Format

  func validate() throws {
    guard rounds > 0, epochs > 0, threads > 0, samples >= 1024 else {
      throw ValidationError("at least one round, epoch and thread, and 1024 samples")
    }
    let works = Peer.works.map(\.name)
    for name in work where !works.contains(name) {
      throw ValidationError("no work is called \(name); there are \(works.joined(separator: ", "))")
    }
  }

  func run() throws {
    let environments = location.environments
    if install { try environments.first?.install(location.scripts) }
    let found = Peer.all.filter { peer.isEmpty || peer.contains($0.name) }
      .compactMap { peer in
        environments.first { $0.has(peer.module) }.map { (peer: peer, environment: $0) }
      }
    guard !found.isEmpty else {
      throw ValidationError("none of the peers is installed; install them with --install")
    }
    for work in Peer.works where self.work.isEmpty || self.work.contains(work.name) {
      let arguments = arguments(of: work)
      let own = Program(
        CommandLine.arguments[0],
        [work.subject, "--json"] + arguments + samples(of: work, "--samples"))
      let others = found.filter {
        $0.peer.subject == work.subject
          && (!peer.isEmpty || Goal.ratio(work, $0.peer.name) != nil)
      }
      var comparison = Comparison(work: work, peers: others.map(\.peer.name))
      for _ in 0..<rounds {
        let limit =
          work.subject == "mlp"
          ? MachineLimits(threads: threads, withMemory: false).mlpSamples(batch: work.batch) : nil
        let own = try own.result()
        let results = others.map { other -> ProgramResult? in
          let program = other.environment.program(
            other.peer, folder: location.scripts, arguments: arguments + samples(of: work, "--n"))
          do {
            return try program.result()
          } catch {
            // The other comparisons take minutes and are still worth having.
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            return nil
          }
        }
        comparison.add(own: own, peers: results, limit: limit)
      }
      comparison.print(format)
    }
    MachineLimits(threads: threads).result.print(format)
  }

  private func samples(of work: Peer.Work, _ option: String) -> [String] {
    work.subject == "mlp" ? [option, "\(samples)"] : []
  }

  private func arguments(of work: Peer.Work) -> [String] {
    ["--batch", "\(work.batch)", "--threads", "\(threads)"]
      + (work.subject == "mlp" ? ["--epochs", "\(epochs)"] : [])
  }
}
