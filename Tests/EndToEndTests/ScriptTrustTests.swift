import Foundation
import TestSupport
import Testing

/// `plateau run` where files cannot be written: the script runs all the same.
@Suite struct ScriptTrustTests {
  let program: Program
  let environment: [String: String]

  init() throws {
    program = try Program()
    environment = ["XDG_CACHE_HOME": program.folder + "/cache"]
    let script = """
      i=0; while [ $i -lt ${1:-1} ]; do echo "step $i loss 0.5"; i=$((i + 1)); done
      echo "trouble" >&2; exit 5
      """
    try Data(script.utf8).write(to: URL(fileURLWithPath: program.folder + "/train.sh"))
    try Data("a file".utf8).write(to: URL(fileURLWithPath: program.folder + "/file"))
  }

  private func run(
    _ folder: String, steps: Int = 1, environment other: [String: String] = [:]
  ) throws -> Program.Result {
    try program.run(
      ["run", "--run", folder, "--", "sh", "train.sh", "\(steps)"],
      environment: environment.merging(other) { $1 })
  }

  @Test func withoutAFolderTheScriptRunsAsIfAlone() throws {
    let result = try run("file/run")
    #expect(result.code == 5)
    #expect(result.output == "step 0 loss 0.5\n")
    let lines = result.errors.split(separator: "\n")
    #expect(lines.count == 2 && lines.last == "trouble", "\(result.errors)")
    #expect(lines[0].hasPrefix("plateau: file/run: the folder cannot be made: "))
    #expect(
      lines[0].hasSuffix("the script runs without a run folder: nothing is kept, shown or steered"))
  }

  @Test func aProgramThatIsNotThereIsToldWithoutAFolder() throws {
    let result = try program.run(["run", "--run", "file/run", "--", "no-such-program"])
    #expect(result.code == 127)
    #expect(result.errors.hasSuffix("plateau: no-such-program: no such program\n"))
  }

  @Test func withoutACacheTheScriptRunsAndItsTextIsKept() throws {
    let result = try run("run", environment: ["XDG_CACHE_HOME": program.folder + "/file"])
    #expect(result.code == 5)
    #expect(result.output == "step 0 loss 0.5\n")
    #expect(result.errors.contains("callbacks do not join"), "\(result.errors)")
    #expect(try program.file("run/exit.json").contains(#""code":5"#))
  }

  /// A pipe that nobody reads stands for a disk that hangs.
  @Test func aPipeInPlaceOfTheOutputHoldsNothingUp() throws {
    try FileManager.default.createDirectory(
      atPath: program.folder + "/run", withIntermediateDirectories: false)
    mkfifo(program.folder + "/run/output.log", 0o600)
    let result = try run("run", steps: 20_000)
    #expect(result.code == 5)
    #expect(result.output.split(separator: "\n").count == 20_000)
    #expect(try program.file("run/exit.json").contains("lost_bytes"))
  }

  @Test(
    .enabled(if: Faults.hasCompiler, Faults.noCompiler), arguments: ["exit.json", "output.log"])
  func aSlowDiskKeepsTheEndOfTheScript(file: String) throws {
    let faults = try #require(DiskFaults(in: program.folder))
    let result = try run("run", environment: faults.slow(file, seconds: 3))
    #expect(result.code == 5)
    let end = try program.file("run/exit.json")
    #expect(end.contains(#""code":5"#) && !end.contains("lost_bytes"))
    #expect(try program.file("run/output.log").contains("step 0 loss 0.5\n"))
  }

  @Test func allOutputIsInItsFileWhenTheProgramEnds() throws {
    let result = try run("run", steps: 20_000)
    #expect(result.code == 5)
    let kept = try program.file("run/output.log")
    #expect(kept.split(separator: "\n").filter { $0 != "trouble" }.count == 20_000)
    #expect(!(try program.file("run/exit.json").contains("lost_bytes")))
  }
}
