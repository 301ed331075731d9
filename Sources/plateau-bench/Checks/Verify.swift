import ArgumentParser

/// Five Adam steps, compared with the numbers that `Benchmarks/peers/torch_ref.py` writes to a folder.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Compare five Adam steps with a reference in a folder.")

  @Argument(help: "The folder with x.bin, y.bin, loss.bin, w0.bin, …, after_w0.bin, ….")
  var folder: String
  @Option(help: "Examples per batch.")
  var batch = 32
  @Option(help: "Threads.")
  var threads = 2

  func run() throws {
    let outcome = try FiveSteps(folder: folder, batch: batch, threads: threads).run()
    for (step, (loss, reference)) in zip(outcome.losses, outcome.reference).enumerated() {
      print("step \(step + 1): loss \(loss), reference \(reference)")
    }
    print("losses differ by at most \(outcome.worstLoss)")
    for (name, weights, moments) in outcome.tensors {
      print("\(name): weights differ by at most \(weights), first moments by \(moments)")
    }
  }
}
