import Foundation
import TestSupport
import Testing

/// A run that another host trains, imitated: another namespace of processes, and its folder through a mirror that
/// carries no locks and remembers attributes for three seconds.
@Suite(.serialized) struct OtherHostTests {
  let program: Program

  init() throws { program = try Program() }

  private static func succeeds(_ command: String) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try? process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  static let hasNamespaces = succeeds("unshare --pid --fork --mount-proc true")
  static let hasMirrors = hasNamespaces && succeeds("command -v bindfs && test -w /dev/fuse")

  /// A run in a namespace of processes of its own.
  private func train() throws -> PseudoTerminal {
    let command =
      "exec unshare --pid --fork --kill-child --mount-proc \"$0\" train small.yaml --headless "
      + "--run runs/far --set epochs=100000"
    let terminal = try #require(
      PseudoTerminal("/bin/sh", ["-c", command, Program.path], folder: program.folder))
    #expect(terminal.shows("accuracy:", within: 60), "\(terminal.text)")
    return terminal
  }

  @Test(.enabled(if: hasNamespaces, "needs unshare --pid"))
  func aRunOfAnotherNamespaceIsLiveAndSteered() throws {
    let run = try train()
    let events = try program.file("runs/far/events.jsonl")
    // Its own number for itself is another process's here.
    #expect(events.contains("\"process\":1,"))
    #expect(try program.run(["runs"]).output.contains("far  training"))
    #expect(try program.run(["tell", "pause"]).code == 0)
    #expect(try program.run(["runs"]).output.contains("far  paused"))
    #expect(try program.run(["tell", "resume"]).code == 0)
    #expect(try program.run(["tell", "stop"]).code == 0)
    #expect(run.waitForEnd(60) == .exit(0))
    #expect(try program.run(["runs"]).output.contains("far  stopped"))
  }

  @Test(.enabled(if: hasMirrors, "needs bindfs and /dev/fuse"))
  func aRunBehindAMirrorIsWatchedSteeredAndTold() throws {
    let run = try train()
    let mirror = program.folder + "-mirror"
    try FileManager.default.createDirectory(atPath: mirror, withIntermediateDirectories: true)
    try #require(Self.succeeds("bindfs -o attr_timeout=3 '\(program.folder)' '\(mirror)'"))
    defer {
      _ = Self.succeeds("fusermount -u '\(mirror)' || umount -l '\(mirror)'")
      rmdir(mirror)
    }
    let viewer = try #require(
      PseudoTerminal(
        Program.path, ["watch", "runs/far"], width: 100, height: 30, folder: mirror))
    #expect(viewer.shows("EarlyStopping", within: 30), "\(viewer.text)")
    #expect(viewer.shows("training", within: 30))
    viewer.type("p")
    #expect(viewer.shows("‖ paused", within: 30), "\(viewer.screen.text)")
    viewer.type("p")
    #expect(viewer.shows("● training", within: 30))
    // Longer than a sign of life is believed: new ones must have come.
    viewer.type("p")
    #expect(viewer.shows("‖ paused", within: 30))
    viewer.read(24) { _ in false }
    #expect(viewer.screen.text.contains("‖ paused"))
    let mirrored = Program(folder: mirror)
    let told = try mirrored.run(["tell", "lr", "1e-4"])
    #expect(told.output == "learning_rate 0.001 → 0.0001\n", "\(told.errors)")
    #expect(try mirrored.run(["runs"]).output.contains("far  paused"))
    #expect(try mirrored.run(["tell", "stop"]).code == 0)
    #expect(run.waitForEnd(60) == .exit(0))
    viewer.type("q")
    #expect(viewer.waitForEnd(30) == .exit(0))
  }
}
