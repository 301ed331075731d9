import CurveStore
import Foundation
import LogReaders
import Testing

/// A disk that is full when training ends: everything that waits is written or reported.
@Suite(.enabled(if: Faults.hasCompiler, Faults.noCompiler)) struct FullAtTheEndTests {
  private let program: Program
  private let faults: DiskFaults

  init() throws {
    program = try Program(
      recipe: """
        name: tiny
        epochs: 6
        batch_size: 16
        data:
          digits: {train: 64, validation: 32}
        network:
          - dense: {units: 8}
        callbacks:
          - csv_logger
          - tensorboard
          - model_checkpoint: {filepath: checkpoints/last.safetensors}
        """)
    faults = try #require(DiskFaults(in: program.folder))
  }

  private func train(_ environment: [String: String]) throws -> Program.Result {
    try program.run(
      ["train", "small.yaml", "--headless", "--run", "runs/r"], environment: environment)
  }

  private var rows: [Substring] {
    get throws {
      try program.file("runs/r/log.csv").split(separator: "\r\n").dropFirst()
        .compactMap { $0.split(separator: ",").first }
    }
  }

  private func expectOneLine(
    _ result: Program.Result, _ words: [String], advice: String = "plateau train runs/r --resume"
  ) {
    #expect(result.code == 1)
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    for part in words + [advice] {
      #expect(result.errors.contains(part), "\(part) is not in \(result.errors)")
    }
  }

  @Test func rowsThatWaitAreWrittenAtTheEnd() throws {
    let result = try train(faults.full("runs/r/log.csv", writes: "2-9"))
    #expect(result.code == 0, "\(result.errors)")
    #expect(try rows == ["0", "1", "2", "3", "4", "5"])
    #expect(!(try program.file("runs/r/events.jsonl")).contains("\"unwritten\""))
  }

  @Test func rowsThatAreNeverWrittenAreTold() throws {
    let result = try train(faults.full("runs/r/log.csv", writes: "3-"))
    expectOneLine(
      result,
      [
        "runs/r is incomplete", "log.csv: cannot be written: no space left on device",
        "the last 4 rows are missing",
      ])
    #expect(try rows == ["0", "1"])
    #expect(try program.run(["runs"]).output.contains("done, incomplete"))
    #expect(try program.run(["inspect", "runs/r"]).output.contains("log.csv: cannot be written"))
    let frame = try program.run(["replay", "runs/r", "--once", "--size", "120x40"])
    #expect(frame.output.contains("rows are missing"), "\(frame.output)")
    try followTheAdvice()
    #expect(try rows == ["0", "1", "2", "3", "4", "5"])
  }

  /// Resumes the run that is incomplete, on a disk with room.
  private func followTheAdvice() throws {
    let resumed = try program.run(["train", "runs/r", "--resume"])
    #expect(resumed.code == 0 && resumed.errors.isEmpty, "\(resumed.errors)")
    let runs = try program.run(["runs"]).output
    #expect(runs.contains("done") && !runs.contains("incomplete"), "\(runs)")
    let again = try program.run(["train", "runs/r", "--resume"])
    #expect(again.code == 0 && again.output.contains("it has trained all 6 epochs"), "\(again)")
  }

  @Test func aJournalThatIsNotWholeIsTold() throws {
    let result = try train(faults.full("runs/r/events.jsonl", writes: "30-"))
    expectOneLine(
      result, ["events.jsonl: cannot be written: no space left on device", "events are missing"])
    #expect(try rows.count == 6)
    let events = try program.file("runs/r/events.jsonl")
    #expect(!events.contains("run_ended") && events.hasSuffix("\n"))
    #expect(try program.run(["runs"]).output.contains("interrupted"))
    #expect(!(try program.run(["inspect", "runs/r"]).output.contains("finished")))
  }

  @Test func aJournalThatIsWholeInTheEndIsNotTold() throws {
    let result = try train(faults.full("runs/r/events.jsonl", writes: "30-50"))
    #expect(result.code == 0, "\(result.errors)")
    let events = try program.file("runs/r/events.jsonl")
    #expect(events.contains("\"run_ended\""))
    #expect(events.components(separatedBy: "\"epoch_ended\"").count == 7)
  }

  @Test func aSecondFullDiskRightAfterTheFirstIsTold() throws {
    // 12 to 14 write what was waiting, 15 is the remark that there is room.
    let result = try train(faults.full("runs/r/events.jsonl", writes: "10-11,15-16"))
    #expect(result.code == 0, "\(result.errors)")
    let events = try program.file("runs/r/events.jsonl")
    #expect(events.components(separatedBy: "events wait until there is room").count == 3)
    #expect(events.components(separatedBy: "there is room again").count == 3)
    #expect(events.components(separatedBy: "\"epoch_ended\"").count == 7)
  }

  @Test func valuesForTensorBoardWait() throws {
    let whole = try LogContents(path: try tensorBoard([:]))
    for writes in ["1-5", "3-9"] {
      let other = try FullAtTheEndTests()
      let path = try other.tensorBoard(other.faults.full("tfevents", writes: writes))
      let late = try LogContents(path: path)
      #expect(late.pointCount == whole.pointCount, "\(writes)")
      #expect(late.notes.isEmpty, "\(late.notes)")
    }
    let other = try FullAtTheEndTests()
    let result = try other.train(other.faults.full("tfevents", writes: "4-"))
    other.expectOneLine(result, ["tfevents", "its last values are missing"])
  }

  private func tensorBoard(_ environment: [String: String]) throws -> String {
    let result = try train(environment)
    #expect(result.code == 0, "\(result.errors)")
    return program.folder + "/runs/r/tensorboard"
  }

  @Test func theLastCheckpointIsSavedAtTheEnd() throws {
    let result = try train(faults.full("/last.", writes: "1-8"))
    #expect(result.code == 0, "\(result.errors)")
    let resumed = try program.run([
      "train", "runs/r", "--resume", "--set", "epochs=7", "--checkpoint",
      "runs/r/checkpoints/last.safetensors",
    ])
    #expect(resumed.code == 0 && resumed.errors.isEmpty, "\(resumed.errors)")
    #expect(try rows == ["0", "1", "2", "3", "4", "5", "6"])
  }

  @Test func aCheckpointThatIsNeverSavedIsTold() throws {
    let result = try train(faults.full("/last.", writes: "1-"))
    expectOneLine(result, ["last.safetensors", "the model of epoch 6 is missing"])
    try followTheAdvice()
    try expectThatTheLastCheckpointGoesOn()
  }

  @Test func theStateOfTheLastCheckpointIsWrittenLater() throws {
    let result = try train(faults.full("/last.state.json", writes: "6-8"))
    #expect(result.code == 0, "\(result.errors)")
    try expectThatTheLastCheckpointGoesOn()
  }

  @Test func aCheckpointThatNeverGetsItsStateIsTold() throws {
    let result = try train(faults.full("/last.state.json", writes: "6-"))
    expectOneLine(
      result, ["last.state.json", "the run cannot be resumed from this checkpoint"])
    try followTheAdvice()
    try expectThatTheLastCheckpointGoesOn()
  }

  private func expectThatTheLastCheckpointGoesOn() throws {
    let resumed = try program.run([
      "train", "runs/r", "--resume", "--set", "epochs=7", "--checkpoint",
      "runs/r/checkpoints/last.safetensors",
    ])
    #expect(resumed.code == 0 && resumed.errors.isEmpty, "\(resumed.errors)")
    #expect(resumed.output.contains("Epoch 7/7") && !resumed.output.contains("Epoch 6/7"))
  }

  @Test func epochsThatTheEventsLackAreToldButFailNoLaterProcess() throws {
    #expect(try train([:]).code == 0)
    let path = program.folder + "/runs/r/events.jsonl"
    let lines = try program.file("runs/r/events.jsonl").split(separator: "\n")
    let kept = lines.filter {
      !($0.contains("\"epoch_ended\"") && $0.contains("\"epoch\":2"))
    }
    #expect(kept.count == lines.count - 1)
    try (kept.joined(separator: "\n") + "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    let resumed = try program.run(["train", "runs/r", "--resume", "--set", "epochs=7"])
    #expect(resumed.code == 0, "\(resumed.errors)")
    #expect(resumed.output.contains("events.jsonl: has only 6 of 7 epochs"), "\(resumed.output)")
  }

  @Test func theStateIsKeptAtTheEnd() throws {
    let result = try train(faults.full("/state.json", writes: "1-8"))
    #expect(result.code == 0, "\(result.errors)")
    let resumed = try program.run(["train", "runs/r", "--resume", "--set", "epochs=8"])
    #expect(resumed.code == 0 && resumed.output.contains("Epoch 7/8"), "\(resumed.errors)")
    let other = try FullAtTheEndTests()
    _ = try other.program.run([
      "train", "small.yaml", "--headless", "--run", "runs/r", "--set", "epochs=8",
    ])
    #expect(try program.file("runs/r/log.csv") == other.program.file("runs/r/log.csv"))
  }

  @Test func aStateThatIsNeverKeptIsTold() throws {
    let result = try train(faults.full("/state.json", writes: "1-"))
    expectOneLine(
      result, ["state.json", "this run cannot be resumed from epoch 7"],
      advice: "nothing was saved to continue it from; make room and start over")
    #expect(!result.errors.contains("--resume"))
  }

  @Test func aBackupThatIsToStayIsSavedAtTheEnd() throws {
    let recipe = try program.file("small.yaml").replacingOccurrences(
      of: "  - tensorboard",
      with: "  - backup_and_restore: {backup_dir: backup, delete_checkpoint: false}")
    try recipe.write(toFile: program.folder + "/small.yaml", atomically: true, encoding: .utf8)
    let result = try train(faults.full("/backup/", writes: "1-8"))
    #expect(result.code == 0, "\(result.errors)")
    #expect(try program.file("backup/training_metadata.json").contains("\"epoch\": 6"))
  }

  /// Runs with standard output in a file.
  private func trainIntoFile(writes: String) throws -> (code: Int32, errors: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "exec \"$0\" train small.yaml --headless --run runs/r >out.txt 2>errors.txt",
      Program.path,
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: program.folder)
    process.environment = ProcessInfo.processInfo.environment.merging(
      faults.full("stdout", writes: writes)
    ) { $1 }
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try program.file("errors.txt"))
  }

  @Test func progressThatFindsNoRoomIsWrittenLater() throws {
    let result = try trainIntoFile(writes: "1-3")
    #expect(result.code == 0, "\(result.errors)")
    let lines = try program.file("out.txt")
    #expect(lines.hasPrefix("tiny: ") && lines.contains("Epoch 6/6"))
    #expect(lines.contains("all epochs done"))
  }

  @Test func progressThatNeverFindsRoomIsTold() throws {
    let result = try trainIntoFile(writes: "2-")
    #expect(result.code == 1)
    #expect(
      result.errors.contains("standard output: cannot be written: no space left on device"),
      "\(result.errors)")
    #expect(!result.errors.contains("--resume") && !result.errors.contains("incomplete"))
    #expect(try program.file("runs/r/events.jsonl").contains("\"run_ended\""))
    #expect(!(try program.run(["runs"]).output.contains("incomplete")))
  }

  @Test func whereFilesHaveOneNameOnlyACopyTakesThePlaceOfALink() throws {
    let result = try train(faults.withoutLinks)
    #expect(result.code == 0, "\(result.errors)")
    #expect(!result.output.contains("warning"), "\(result.output)")
    let path = program.folder + "/runs/r/checkpoints/"
    let copy = path + "last.resume.safetensors"
    let attributes = try FileManager.default.attributesOfItem(atPath: copy)
    #expect(attributes[.referenceCount] as? Int == 1)
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    let kept = try #require(names.first { $0.hasPrefix("resume-") })
    #expect(FileManager.default.contentsEqual(atPath: copy, andPath: path + kept))
    #expect(!names.contains { $0.hasSuffix(".part") })
    let resumed = try program.run([
      "train", "runs/r", "--resume", "--set", "epochs=7", "--checkpoint", path + "last.safetensors",
    ])
    #expect(resumed.code == 0, "\(resumed.errors)")
  }
}
