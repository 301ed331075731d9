import Foundation
import TestSupport
import Testing

/// oneDNN and libcurl are loaded when they are first used: without them the program starts, and says in one line
/// what to install when it needs one.
@Suite struct MissingLibraryTests {
  let program: Program

  init() throws { program = try Program() }

  /// An environment in which the loader finds files of these names that are not libraries.
  private func without(_ names: String...) throws -> [String: String] {
    let folder = program.folder + "/broken"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in names {
      try Data("no library".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    let own = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"].map { ":" + $0 } ?? ""
    return ["LD_LIBRARY_PATH": folder + own]
  }

  private func withoutOneDNN() throws -> [String: String] {
    try without("libdnnl.so.2", "libgomp.so.1")
  }

  private func withoutCurl() throws -> [String: String] {
    try without("libcurl.so.4", "libcurl-gnutls.so.4")
  }

  @Test func trainingWithoutOneDNNIsRefusedInOneLine() throws {
    let result = try program.run(
      ["train", "small.yaml", "--run", "run"], environment: withoutOneDNN())
    #expect(result.code == 1)
    #expect(result.errors.count(of: "\n") == 1)
    #expect(result.errors.contains("training needs oneDNN 2, which cannot be loaded ("))
    #expect(result.errors.contains("apt-get install libdnnl-dev"))
    #expect(!FileManager.default.fileExists(atPath: program.folder + "/run/events.jsonl"))
  }

  @Test func aDetectorWithoutOneDNNIsRefusedInOneLine() throws {
    let recipe = """
      name: shapes
      epochs: 1
      batch_size: 4
      data:
        shapes: {side: 32, train: 8, validation: 4}
      network:
        - conv: {filters: 16, stride: 2}
        - conv: {filters: 16, stride: 2, scale: 0.3}
        - conv: {filters: 16, stride: 2, scale: 0.5}
      detector: {aspect_ratios: [2, 0.5], last_scale: 0.7}
      callbacks: []
      """
    try Data(recipe.utf8).write(to: URL(fileURLWithPath: program.folder + "/shapes.yaml"))
    let sound = try program.run(["train", "shapes.yaml", "--run", "sound"])
    #expect(sound.code == 0, "\(sound.errors)")
    let result = try program.run(
      ["train", "shapes.yaml", "--run", "run"], environment: withoutOneDNN())
    #expect(result.code == 1)
    #expect(result.errors.count(of: "\n") == 1)
    #expect(result.errors.contains("training needs oneDNN 2, which cannot be loaded ("))
  }

  @Test func bfloat16IsRefusedInOneLineWhereTheProcessorDoesNotMultiplyIt() throws {
    try program.writeDetector()
    let result = try program.run(
      ["train", "detector.yaml", "--run", "run", "--set", "precision=bfloat16"],
      environment: ["ONEDNN_MAX_CPU_ISA": "AVX2"])
    #expect(result.code == 1)
    #expect(result.errors.count(of: "\n") == 1)
    #expect(result.errors.contains("this processor does not multiply bfloat16"))
    #expect(result.errors.contains("train with precision: float32"))
    #expect(!FileManager.default.fileExists(atPath: program.folder + "/run/events.jsonl"))
  }

  @Test func aRunThatCannotBeResumedSaysWhy() throws {
    let first = try program.run(["train", "small.yaml", "--run", "run", "--set", "epochs=1"])
    #expect(first.code == 0, "\(first.errors)")
    let before = try program.file("run/events.jsonl")
    let result = try program.run(
      ["train", "run", "--resume", "--set", "epochs=2"], environment: withoutOneDNN())
    #expect(result.code == 1)
    #expect(result.errors.count(of: "\n") == 1)
    #expect(result.errors.contains("training needs oneDNN 2, which cannot be loaded ("))
    #expect(try program.file("run/events.jsonl") == before)
    let second = try program.run(["train", "run", "--resume", "--set", "epochs=2"])
    #expect(second.code == 0, "\(second.errors)")
  }

  @Test func lookingAtARunNeedsNeither() throws {
    _ = try program.run(["train", "small.yaml", "--run", "run"])
    var environment = try withoutOneDNN()
    environment.merge(try withoutCurl()) { first, _ in first }
    for arguments in [["replay", "run", "--once"], ["inspect", "run"], ["runs", "."]] {
      let result = try program.run(arguments, environment: environment)
      #expect(result.code == 0 && result.errors.isEmpty, "\(arguments): \(result.errors)")
    }
  }

  @Test func trainingGoesOnWithoutLibcurl() throws {
    let recipe = Program.recipe + "\n  - remote_monitor: {root: \"http://127.0.0.1:1\"}"
    try Data(recipe.utf8).write(to: URL(fileURLWithPath: program.folder + "/small.yaml"))
    let result = try program.run(
      ["train", "small.yaml", "--run", "run"], environment: withoutCurl())
    #expect(result.code == 0, "\(result.errors)")
    let warnings = (result.output + result.errors).split(separator: "\n").filter {
      $0.contains("Could not reach RemoteMonitor root server")
    }
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("libcurl cannot be loaded (") == true)
    #expect(warnings.first?.contains("apt-get install libcurl4") == true)
  }
}
