import ArgumentParser

/// Five Adam steps of the detector, compared with the numbers that `Benchmarks/peers/torch_ssd_ref.py` writes
/// to a folder.
struct VerifySSD: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-ssd",
    abstract: "Compare a detector's first gradients and five losses with a reference in a folder.")

  @Argument(help: "The folder with x.bin, ty.bin, tb.bin, conv0.bin, …, gconv0.bin, …, loss.bin.")
  var folder: String
  @Option(help: "Threads.")
  var threads = 2

  func run() throws {
    let outcome = try FiveDetectorSteps(folder: folder, threads: threads).run()
    for (name, difference) in outcome.gradients { print("\(name): \(difference)") }
    for (step, (loss, reference)) in zip(outcome.losses, outcome.reference).enumerated() {
      print("step \(step + 1): loss \(loss), reference \(reference)")
    }
    print("first gradients differ by at most \(outcome.worstGradient)")
    print("losses differ by at most \(outcome.worstLoss)")
  }
}
