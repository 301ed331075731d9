import Foundation
import Testing

/// Logs that exist but may not be read.
@Suite(.enabled(if: Faults.hasCompiler, Faults.noCompiler)) struct UnreadableTests {
  private let program: Program
  private let faults: DiskFaults

  init() throws {
    program = try Program()
    faults = try #require(DiskFaults(in: program.folder))
    _ = try program.run(["train", "small.yaml", "--headless", "--run", "run"])
    let text = "callbacks:\n  - early_stopping: {monitor: loss, patience: 2}\n"
    try text.write(
      toFile: program.folder + "/chain.yaml", atomically: true, encoding: .utf8)
    let files = FileManager.default
    try files.createDirectory(
      atPath: program.folder + "/logs", withIntermediateDirectories: false)
    try files.copyItem(
      atPath: program.folder + "/run/log.csv", toPath: program.folder + "/logs/log.csv")
  }

  private static let commands = [
    ["inspect", "LOG"], ["export", "LOG", "--to", "csv"], ["export", "LOG", "--to", "svg"],
    ["replay", "LOG", "--once"], ["replay", "LOG", "LOG", "--once"], ["watch", "LOG", "--once"],
    ["simulate", "LOG", "--callbacks", "chain.yaml"],
  ]

  @Test(arguments: commands) func areSaidToBeUnreadable(command: [String]) throws {
    // A path to read, and the end of the one that is refused.
    for (log, refused) in [
      ("run", "run/events.jsonl"), ("run/events.jsonl", "run/events.jsonl"),
      ("logs", "logs/log.csv"), ("logs/log.csv", "logs/log.csv"), ("logs", "/logs"),
    ] {
      let result = try program.run(
        command.map { $0 == "LOG" ? program.folder + "/" + log : $0 },
        environment: faults.unreadable(refused))
      #expect(result.code == 1, "\(log): \(result.output)")
      #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
      // A file of a folder is named after the folder.
      let name = refused.split(separator: "/").last ?? ""
      #expect(
        result.errors.contains("\(name): cannot be read: permission denied"),
        "\(log), \(refused): \(result.errors)")
    }
  }

  @Test func aFolderWithoutALogSaysWhatToDo() throws {
    try FileManager.default.createDirectory(
      atPath: program.folder + "/empty", withIntermediateDirectories: false)
    let result = try program.run(["inspect", "empty"])
    #expect(result.code == 1)
    #expect(
      result.errors
        == "plateau: empty: no training log in this folder; if one of its files is a log, name that "
        + "file\n")
  }
}
