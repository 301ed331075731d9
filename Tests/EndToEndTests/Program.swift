import Foundation
import TestSupport
import Testing

/// The built program and a folder to run it in.
struct Program {
  let folder: String
  /// The folder to remove with this value; nil when it belongs to another one.
  let temporary: TemporaryFolder?

  init() throws {
    let temporary = TemporaryFolder()
    self.temporary = temporary
    folder = temporary.path
    try Data(Self.recipe.utf8).write(to: URL(fileURLWithPath: folder + "/small.yaml"))
  }

  /// The program in an existing folder.
  init(folder: String) {
    self.folder = folder
    temporary = nil
  }

  /// Small enough for a debug build: an epoch takes a moment.
  static let recipe = """
    name: small
    epochs: 4
    batch_size: 20
    data:
      digits: {train: 200, validation: 60, noise: 0.3}
    network:
      - dense: {units: 16}
    callbacks:
      - evaluation: {name: val/mAP}
      - early_stopping: {monitor: val/mAP, mode: max, patience: 500}
      - reduce_lr_on_plateau: {monitor: val/mAP, mode: max, patience: 400}
      - csv_logger
      - model_checkpoint: {monitor: val/mAP, mode: max, save_best_only: true}
    """

  /// The executable beside the tests.
  static var path: String {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: "plateau").path
  }

  func start(
    _ arguments: [String], environment: [String: String] = [:], width: Int = 100, height: Int = 30
  ) throws -> PseudoTerminal {
    try #require(
      PseudoTerminal(
        Self.path, arguments, environment: environment, width: width, height: height,
        folder: folder))
  }

  /// The dashboard of a long run.
  func dashboard(
    environment: [String: String] = [:], width: Int = 100, height: Int = 30
  ) throws -> PseudoTerminal {
    let terminal = try start(
      ["train", "small.yaml", "--run", "run", "--set", "epochs=100000"], environment: environment,
      width: width, height: height)
    #expect(terminal.shows("EarlyStopping", within: 30), "\(terminal.text)")
    return terminal
  }

  struct Result {
    var code: Int32
    var output: String
    var errors: String
  }

  /// Runs without a terminal until the end.
  func run(
    _ arguments: [String], of path: String? = nil, environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? Self.path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["COLUMNS": ""]) { $1 }
      .merging(environment) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let problems = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Result(
      code: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: problems, as: UTF8.self))
  }

  /// Runs a command line that must end with 0, and returns what it prints.
  func output(_ words: String) throws -> String {
    let result = try run(words.split(separator: " ").map(String.init))
    #expect(result.code == 0, "\(words): \(result.errors)")
    return result.output
  }

  func file(_ path: String) throws -> String {
    try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
  }
}
