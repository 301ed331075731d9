import ArgumentParser
import Foundation

/// All promises about the compute core besides its speed.
struct Checks: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start-up, repeated runs, and the numbers of PyTorch where it is installed.")

  @Option(help: "Repeated short runs.")
  var runs = 1000
  @Option(help: "The folder of MNIST, for the loss of a whole epoch.")
  var mnist: String?
  @OptionGroup var location: PeerLocation
  @OptionGroup var format: BenchResult.Format

  func run() throws {
    let checks = try all()
    for check in checks { check.print(format) }
    if !checks.allSatisfy(\.isMet) { throw ExitCode.failure }
  }

  /// The results.
  func all() throws -> [Check] {
    let start = try Startup.median(rounds: 5)
    var checks = [
      Check(
        name: "start to the first training step on 10,000 drawn digits, s", measured: start,
        limit: 0.3, decimals: 3),
      Check(
        name: "of \(runs) short runs, with other bits",
        measured: Double(try Repeat.different(runs)),
        limit: 0),
    ]
    if let mnist {
      checks.append(
        Check(
          name: "start to the first training step on MNIST, s",
          measured: try Startup.median(rounds: 5, mnist: mnist), limit: 0.3, decimals: 3))
    }
    guard let torch = location.environments.first(where: { $0.has("torch") }) else { return checks }
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "plateau-bench-\(ProcessInfo.processInfo.processIdentifier)"
    ).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try torch.run("torch_ref.py", [folder + "/mlp"], location.scripts)
    checks.append(
      Check(
        name: "five steps of the classifier, difference of a loss",
        measured: try FiveSteps(folder: folder + "/mlp").run().worstLoss, limit: 1e-5, decimals: 8))
    try torch.run("torch_ssd_ref.py", [folder + "/ssd"], location.scripts)
    let detector = try FiveDetectorSteps(folder: folder + "/ssd").run()
    checks += [
      Check(
        name: "five steps of the detector, relative difference of a loss",
        measured: detector.worstLoss, limit: 1e-5, decimals: 8),
      Check(
        name: "the detector's first gradients, relative difference",
        measured: detector.worstGradient, limit: 1e-4, decimals: 7),
    ]
    if let mnist {
      try torch.run("torch_mnist.py", [folder + "/mnist", mnist], location.scripts)
      let epoch = try MNISTEpoch(folder: folder + "/mnist", mnist: mnist).run()
      checks.append(
        Check(
          name: "an epoch of MNIST, relative difference of the loss", measured: epoch.difference,
          limit: 0.01, decimals: 6))
    }
    return checks
  }
}
