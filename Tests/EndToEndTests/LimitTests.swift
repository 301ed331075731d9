import Foundation
import TestSupport
import Testing

/// Limits on memory and processes: the program works or says in one line what is missing; it never crashes or hangs.
@Suite(.serialized) struct LimitTests {
  let program: Program

  init() throws { program = try Program() }

  private struct Ending {
    /// The exit code; 128 + n for signal n, nil for a program that hangs.
    var code: Int32?
    var errors: String
  }

  /// Runs the program by a shell's line, in which `"$0" "$@"` starts it.
  private func run(_ line: String, _ arguments: [String]) throws -> Ending {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", line, Program.path] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: program.folder)
    // A file, because a process that the program leaves behind would keep a pipe open.
    let path = program.folder + "/errors"
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let hangs = !eventually(within: .seconds(60)) { !process.isRunning }
    if hangs { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    let code = process.terminationStatus
    return Ending(
      code: hangs ? nil : process.terminationReason == .exit ? code : 128 + code,
      errors: try program.file("errors"))
  }

  /// Checks that it worked, or that one line says why not.
  ///
  /// - Returns: True when it worked.
  @discardableResult
  private func expectSense(_ ending: Ending, _ limit: String, unless run: String? = nil) -> Bool {
    if ending.code == 0 { return true }
    // So little that not even the program is loaded.
    if ending.errors.contains("error while loading shared libraries") { return false }
    #expect(ending.code == 1, "\(limit): \(ending.errors.prefix(500))")
    #expect(ending.errors.count(of: "\n") == 1, "\(limit): \(ending.errors.prefix(500))")
    #expect(ending.errors.contains("limit"), "\(limit): \(ending.errors.prefix(500))")
    if let run { #expect(!FileManager.default.fileExists(atPath: program.folder + "/" + run)) }
    return false
  }

  /// Limits in kB; `PLATEAU_ROUNDS` tries them closely.
  private static let memory = Array(
    stride(from: 100_000, through: 400_000, by: rounds(1) > 1 ? 5_000 : 60_000))

  @Test(arguments: ["v", "d"])
  func withLittleMemoryItTrainsOrSaysWhatIsMissing(limit: String) throws {
    var outcomes: Set<Bool> = []
    for kilobytes in Self.memory {
      let amount = limit == "v" ? kilobytes : (kilobytes - 100_000) / 2 + 20_000
      let run = "r\(amount)"
      let ending = try self.run(
        "ulimit -\(limit) \(amount); exec \"$0\" \"$@\"",
        ["train", "small.yaml", "--headless", "--run", run, "--set", "epochs=2"])
      outcomes.insert(expectSense(ending, "ulimit -\(limit) \(amount)", unless: run))
    }
    #expect(outcomes == [true, false])
  }

  @Test(arguments: ["watch", "replay"])
  func withLittleMemoryAFrameIsShownOrWhatIsMissing(command: String) throws {
    #expect(try program.run(["train", "small.yaml", "--run", "run"]).code == 0)
    var outcomes: Set<Bool> = []
    for kilobytes in Self.memory {
      let ending = try run(
        "ulimit -v \(kilobytes); exec \"$0\" \"$@\"", [command, "run", "--once"])
      outcomes.insert(expectSense(ending, "\(command), ulimit -v \(kilobytes)"))
    }
    #expect(outcomes == [true, false])
  }

  /// True when this is root and a person without rights can start the program.
  private static let canGiveRightsUp: Bool = {
    guard getuid() == 0 else { return false }
    var folder = URL(fileURLWithPath: Program.path).resolvingSymlinksInPath()
    while true {
      let values = try? FileManager.default.attributesOfItem(atPath: folder.path)
      let rights = (values?[.posixPermissions] as? NSNumber)?.intValue ?? 0
      guard rights & 0o001 != 0 else { return false }
      if folder.path == "/" { return true }
      folder.deleteLastPathComponent()
    }
  }()

  @Test(
    .enabled(if: canGiveRightsUp, "root must be able to start it as a person without rights"),
    arguments: ["train", "watch", "replay"])
  func whereNoThreadCanBeMadeOneLineSaysSo(command: String) throws {
    #expect(try program.run(["train", "small.yaml", "--run", "run"]).code == 0)
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: program.folder)
    let line =
      "ulimit -u $((LIMIT)); exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$0\" \"$@\""
    let arguments =
      command == "train"
      ? ["train", "small.yaml", "--headless", "--run", "other", "--set", "epochs=2"]
      : [command, "run", "--once"]
    var outcomes: Set<Bool> = []
    for count in [1, 3, 5, 7, 9, 12, 24] {
      let ending = try run("LIMIT=\(count); " + line, arguments)
      let isDone = expectSense(ending, "\(command), \(count) processes")
      outcomes.insert(isDone)
      if isDone { break }
    }
    #expect(outcomes.contains(true))
    if command == "train" { #expect(outcomes.contains(false)) }
  }
}
