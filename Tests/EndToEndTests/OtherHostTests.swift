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

  /// A run in a process namespace of its own.
  private func train() throws -> PseudoTerminal {
    try program.trainSilently("runs/far", under: "unshare --pid --fork --kill-child --mount-proc")
  }

  /// Mirrors a folder, in the foreground: the test would wait forever for a process that leaves children behind.
  private static func mirror(_ folder: String, at mirror: String) throws -> Process {
    try FileManager.default.createDirectory(atPath: mirror, withIntermediateDirectories: true)
    let server = Process()
    server.executableURL = URL(fileURLWithPath: "/bin/sh")
    server.arguments = ["-c", "exec bindfs -f -o attr_timeout=3 '\(folder)' '\(mirror)'"]
    server.standardOutput = FileHandle.nullDevice
    server.standardError = FileHandle.nullDevice
    try server.run()
    let isMounted = eventually {
      FileManager.default.fileExists(atPath: mirror + "/small.yaml")
    }
    try #require(isMounted)
    return server
  }

  /// Returns true when the first row shows in time that the run is paused, or live and not paused.
  ///
  /// The row changes with every epoch, while the list of events keeps showing the past.
  private static func header(of viewer: PseudoTerminal, isPaused: Bool) -> Bool {
    viewer.read(30) { screen in
      let row = screen.text.prefix { $0 != "\n" }
      return isPaused
        ? row.contains("‖ paused") : row.contains("● training") || row.contains("● validating")
    }
  }

  @Test(.enabled(if: hasNamespaces, "needs unshare --pid"))
  func aRunOfAnotherNamespaceIsLiveAndSteered() throws {
    let run = try train()
    let events = try program.file("runs/far/events.jsonl")
    // Its own process number belongs to another process here.
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
    let server = try Self.mirror(program.folder, at: mirror)
    defer {
      _ = Self.succeeds("fusermount -u '\(mirror)' || umount -l '\(mirror)'")
      server.waitUntilExit()
      rmdir(mirror)
    }
    let viewer = try #require(
      PseudoTerminal(
        Program.path, ["watch", "runs/far"], width: 100, height: 30, folder: mirror))
    #expect(viewer.shows("EarlyStopping", within: 30), "\(viewer.text)")
    #expect(Self.header(of: viewer, isPaused: false))
    // PLATEAU_ROUNDS also measures, and waits until a sign of life is too old to be believed: new ones must have come.
    let rounds = askedRounds
    var latencies: [Duration] = []
    for _ in 0..<(rounds.map { min($0, 20) } ?? 1) {
      for isPaused in [true, false] {
        latencies.append(
          ContinuousClock().measure {
            viewer.type("p")
            #expect(Self.header(of: viewer, isPaused: isPaused), "\(viewer.screen.text)")
          })
      }
    }
    viewer.type("p")
    #expect(Self.header(of: viewer, isPaused: true))
    if rounds != nil {
      print("from key to screen through the mirror:", latencies)
      viewer.read(30) { _ in false }
      #expect(Self.header(of: viewer, isPaused: true))
    }
    let mirrored = Program(folder: mirror)
    let told = try mirrored.run(["tell", "early_stopping.patience=60000"])
    #expect(told.output == "early_stopping.patience 50000 → 60000\n", "\(told.errors)")
    #expect(try mirrored.run(["runs"]).output.contains("far  paused"))
    #expect(try mirrored.run(["tell", "stop"]).code == 0)
    #expect(run.waitForEnd(60) == .exit(0))
    viewer.type("q")
    #expect(viewer.waitForEnd(30) == .exit(0))
  }
}
