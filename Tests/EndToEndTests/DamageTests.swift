import Foundation
import TestSupport
import Testing

/// Files of a run that were cut, changed or left half written before it continues.
@Suite struct DamageTests {
  let program: Program
  let whole: RunFiles

  init() throws {
    program = try Program()
    let other = try Program()
    _ = try other.run(["train", "small.yaml", "--run", "run"])
    whole = try RunFiles(other.folder + "/run")
    _ = try program.run(["train", "small.yaml", "--run", "half", "--set", "epochs=2"])
  }

  /// A copy of the interrupted run to damage.
  private func copy() throws -> String {
    let run = program.folder + "/run"
    try? FileManager.default.removeItem(atPath: run)
    try FileManager.default.copyItem(atPath: program.folder + "/half", toPath: run)
    return run
  }

  private func resume() throws -> Program.Result {
    try program.run(["train", "run", "--resume", "--set", "epochs=4"])
  }

  /// Checks that the run equals the undamaged one, or that the damage is reported.
  private func expectNothingSilent(_ note: Comment) throws {
    let result = try resume()
    guard result.code == 0 else {
      #expect(!result.errors.isEmpty && result.errors.split(separator: "\n").count == 1, note)
      #expect(result.code == 1, "\(note): \(result.errors)")
      return
    }
    let differences = try RunFiles(program.folder + "/run").differences(from: whole).filter {
      // Both name the number of epochs.
      !$0.hasSuffix("state.json")
    }
    let events = try program.file("run/events.jsonl")
    #expect(
      differences.isEmpty || events.contains("is damaged") || events.contains("was cut"),
      "\(note): \(differences)")
  }

  @Test func aFlippedBitIsNeverTrainedOnInSilence() throws {
    for round in 0..<rounds(6) {
      let run = try copy()
      let checkpoints = try FileManager.default.contentsOfDirectory(atPath: run + "/checkpoints")
      let weights = checkpoints.filter { $0.hasPrefix("resume-") || $0 == "best.safetensors" }
      let name = (["state.json"] + weights.map { "checkpoints/" + $0 })[round % 3]
      var bytes = try #require(FileManager.default.contents(atPath: run + "/" + name))
      let index = Int.random(in: bytes.indices)
      let bit = UInt8.random(in: 0...7)
      bytes[index] ^= 1 << bit
      // In place: other names of the file are flipped, too.
      let file = try #require(FileHandle(forWritingAtPath: run + "/" + name))
      try file.write(contentsOf: bytes)
      try file.close()
      try expectNothingSilent("bit \(bit) of byte \(index) of \(name)")
    }
  }

  @Test func aCutFileIsRefusedRepairedOrTold() throws {
    let names = [
      "log.csv", "events.jsonl", "state.json", "recipe.yaml", "checkpoints/best.safetensors",
      "checkpoints/best.state.json", "commands.jsonl", "checkpoints/best.resume.safetensors",
    ]
    for round in 0..<rounds(names.count * 2) {
      let run = try copy()
      let name = names[round % names.count]
      let size = try #require(FileManager.default.contents(atPath: run + "/" + name)).count
      let cut = Int.random(in: 0...size)
      truncate(run + "/" + name, cut)
      try expectNothingSilent("\(name) cut to \(cut) of \(size)")
    }
  }

  @Test func aRowThatWasCutIsWrittenAgain() throws {
    for cut in [0, 5, 60, 130] {
      let run = try copy()
      truncate(run + "/log.csv", cut)
      #expect(try resume().code == 0)
      #expect(
        FileManager.default.contents(atPath: run + "/log.csv") == whole.contents["log.csv"])
      #expect(try program.file("run/events.jsonl").contains("written again from the run's events"))
    }
  }

  @Test func aDamagedStateNamesTheCheckpointsThatAreWhole() throws {
    let run = try copy()
    truncate(run + "/state.json", 100)
    let result = try resume()
    #expect(result.code == 1)
    #expect(
      result.errors.contains("--checkpoint run/checkpoints/best.safetensors"), "\(result.errors)")
    let again = try program.run([
      "train", "run", "--resume", "--set", "epochs=4", "--checkpoint",
      "run/checkpoints/best.safetensors",
    ])
    #expect(again.code == 0, "\(again.errors)")
    #expect(FileManager.default.contents(atPath: run + "/log.csv") == whole.contents["log.csv"])
  }

  @Test func aRecipeThatWasCutIsRefusedAndOneThatIsGoneComesBack() throws {
    let run = try copy()
    let recipe = try program.file("run/recipe.yaml")
    truncate(run + "/recipe.yaml", 250)
    let result = try resume()
    #expect(result.code == 1)
    #expect(result.errors.contains("differs from the recipe trained so far"), "\(result.errors)")
    // A person who changed it on purpose passes its path.
    try recipe.replacingOccurrences(of: "patience: 500", with: "patience: 77")
      .write(toFile: run + "/recipe.yaml", atomically: true, encoding: .utf8)
    let named = try program.run(
      ["train", "run/recipe.yaml", "--run", "run", "--resume", "--set", "epochs=3"])
    #expect(named.code == 0, "\(named.errors)")
    #expect(try program.file("run/state.json").contains("77"))
    try FileManager.default.removeItem(atPath: run + "/recipe.yaml")
    #expect(try resume().code == 0)
    #expect(try program.file("run/recipe.yaml").contains("patience: 77"))
  }

  @Test func aRecipeThatStaysTheSameIsNotWritten() throws {
    let run = try copy()
    _ = try resume()
    func number() throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: run + "/recipe.yaml")[.systemFileNumber]
        as? Int
    }
    let before = try number()
    _ = try program.run(["train", "small.yaml", "--run", "run", "--resume", "--set", "epochs=4"])
    #expect(try number() == before)
  }

  @Test func whatAKilledProcessLeftHalfWrittenGoes() throws {
    let run = try copy()
    let names = [
      "state.json.part", "recipe.yaml.part", "checkpoints/resume-a.safetensors.part",
      "checkpoints/best.state.json.part", ".dat.nosync1234.abcdef", "mine.part",
      "checkpoints/best.safetensors.part", "checkpoints/best.resume.safetensors.part",
      "mine.safetensors.part", "checkpoints/mine.safetensors.part", "mine.state.json.part",
    ]
    for name in names {
      #expect(FileManager.default.createFile(atPath: run + "/" + name, contents: Data([1])))
    }
    #expect(try resume().code == 0)
    let left = names.filter { FileManager.default.fileExists(atPath: run + "/" + $0) }
    // Only files that this run itself could have written.
    #expect(
      left == [
        ".dat.nosync1234.abcdef", "mine.part", "mine.safetensors.part",
        "checkpoints/mine.safetensors.part", "mine.state.json.part",
      ])
  }

  @Test func aHeaderWhoseOffsetsOverflowIsAnError() throws {
    let run = try copy()
    var header = Array(
      "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[1,-9223372036854775808]}}".utf8)
    header = [UInt8(header.count), 0, 0, 0, 0, 0, 0, 0] + header + [0, 0, 0, 0]
    for name in ["resume-a", "resume-b"] {
      let path = run + "/checkpoints/\(name).safetensors"
      try Data(header).write(to: URL(fileURLWithPath: path))
    }
    let result = try resume()
    #expect(result.code == 1 && result.errors.contains("is damaged"), "\(result.errors)")
  }

  @Test func aRunWithDamagedEventsStaysInTheTable() throws {
    let run = try copy()
    let events = run + "/events.jsonl"
    var lines = try program.file("run/events.jsonl").split(separator: "\n")
    lines[0] = lines[0].dropLast(20)
    try lines.joined(separator: "\n").write(toFile: events, atomically: true, encoding: .utf8)
    let broken = try program.run(["runs", "."]).output
    #expect(broken.contains(try Regex(#"\nrun +.* 2 "#)), "\(broken)")
    let contents = try program.run(["inspect", "run"]).output
    #expect(contents.contains("line 1"), "\(contents)")
    try Data((0..<3000).map { _ in UInt8.random(in: 128...255) }).write(
      to: URL(fileURLWithPath: events))
    let lost = try program.run(["runs", "."]).output
    #expect(lost.contains("unreadable: its events are damaged"), "\(lost)")
  }
}
