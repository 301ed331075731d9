import ArgumentParser
import Foundation

/// The time that the built program takes from its start to the first training step.
struct Startup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Seconds from the start of plateau to its first training step.")

  @Option(help: "Starts; the median is printed.")
  var rounds = 5
  @Option(help: "The folder of MNIST; the default is to draw digits.")
  var mnist: String?
  @Option(help: "Digits to draw.")
  var images = 10000
  @OptionGroup var format: BenchResult.Format

  func validate() throws {
    guard rounds > 0, images >= 32 else {
      throw ValidationError("at least one round, and a batch of images")
    }
  }

  func run() throws {
    let median = try Self.median(rounds: rounds, mnist: mnist, images: images)
    BenchResult([
      ("impl", .text("plateau")), ("rounds", .integer(rounds)),
      ("data", .text(mnist == nil ? "\(images) drawn digits" : "mnist")),
      ("sec_first_step", .number(median, decimals: 3)),
    ]).print(format)
  }

  /// The classifier of `mlp`.
  private static func recipe(mnist: String?, images: Int) -> String {
    """
    name: startup
    epochs: 1
    batch_size: 32
    data:
      \(mnist.map { "path: \($0)" } ?? "digits: {train: \(images), validation: 32}")
    network:
      - dense: {units: 784}
      - dense: {units: 256}
    """
  }

  /// The median of several starts.
  ///
  /// - Throws: `ValidationError` if `plateau` is not beside this program, or does not train.
  static func median(rounds: Int, mnist: String? = nil, images: Int = 10000) throws -> Double {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "plateau-startup-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "recipe.yaml")
    try Data(recipe(mnist: mnist, images: images).utf8).write(to: file)
    return Timing.median(
      try (0..<rounds).map { round in
        try seconds(recipe: file.path, run: folder.appending(path: "run-\(round)"))
      })
  }

  /// The time from the start to the end of the first step.
  ///
  /// It is computed from the first event about steps, because such events are milliseconds apart.
  private static func seconds(recipe: String, run: URL) throws -> Double {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "plateau")
    let process = Process()
    process.executableURL = program
    process.arguments = ["train", recipe, "--headless", "--run", run.path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let start = Date().timeIntervalSince1970
    try process.run()
    defer {
      if process.isRunning { process.terminate() }
      process.waitUntilExit()
    }
    let events = run.appending(path: "events.jsonl")
    while Date().timeIntervalSince1970 < start + 60 {
      if let time = firstStep(events) { return time - start }
      guard process.isRunning else { break }
      Thread.sleep(forTimeInterval: 0.02)
    }
    if let time = firstStep(events) { return time - start }
    throw ValidationError("\(program.path) did not train: build it first")
  }

  private static func firstStep(_ events: URL) -> Double? {
    struct Event: Decodable {
      var event: String
      var time: Double
      var step: Int?
    }
    guard let data = try? Data(contentsOf: events) else { return nil }
    var begin: Double?
    for line in data.split(separator: UInt8(ascii: "\n")) {
      guard let event = try? JSONDecoder().decode(Event.self, from: line) else { continue }
      if event.event == "epoch_started" { begin = event.time }
      if event.event == "step", let begin, let step = event.step {
        return begin + (event.time - begin) / Double(max(1, step))
      }
    }
    return nil
  }
}
