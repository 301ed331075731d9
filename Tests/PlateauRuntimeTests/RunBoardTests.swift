import Foundation
import JSONText
import RunComparison
import RunFiles
import RunModel
import TestSupport
import Testing

@testable import PlateauRuntime

/// The runs of a folder, read while they grow.
@Suite struct RunBoardTests {
  private let folder = WatchedFolder()

  private func tell(_ kind: RunEvent.Kind, of run: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path(run), withIntermediateDirectories: true)
    try folder.append(
      RunEvent(time: 100, kind).json.text + "\n", to: "\(run)/events.jsonl")
  }

  private func start(_ run: String, process: Int32 = getpid()) throws {
    try tell(.runStarted(folder.info(process: Int(process))), of: run)
  }

  /// Looks until nothing is left to read.
  private func look(_ reader: inout BoardReader) {
    repeat { _ = reader.look(for: .seconds(10)) } while !reader.isAtEnd
  }

  /// True when a look finds something new.
  private func looks(_ reader: inout BoardReader) -> Bool { reader.look(for: .seconds(10)) }

  @Test func runsAreListedInNaturalOrderAndGrow() throws {
    for run in ["exp10", "exp2"] { try start(run) }
    try tell(folder.epoch(0), of: "exp10")
    var reader = BoardReader(folder.path)
    // The names come first.
    #expect(looks(&reader))
    #expect(reader.rows.map(\.name) == ["exp2", "exp10"])
    #expect(reader.rows[1].epochs == 0)
    look(&reader)
    #expect(reader.rows.map(\.epochs) == [0, 1])
    #expect(reader.rows[1].best?.value == 9)
    #expect(reader.rows[1].stopsIn == 3)
    #expect(reader.rows.map(\.isLive) == [true, true])
    #expect(!looks(&reader))
    try tell(folder.epoch(1), of: "exp2")
    #expect(looks(&reader))
    #expect(reader.rows.map(\.epochs) == [1, 1])
  }

  @Test func aRunThatWasMeasuredWithinItsFirstEpochHasAValue() throws {
    try start("a")
    try tell(
      .measured(Measurement(epoch: 0, step: 2, values: ["val_loss": 7.0])), of: "a")
    var reader = BoardReader(folder.path)
    look(&reader)
    #expect(reader.rows[0].epochs == 0)
    #expect(reader.rows[0].best?.value == 7)
  }

  @Test func aRunThatEndsIsShownAsEnded() throws {
    try start("a")
    var reader = BoardReader(folder.path)
    look(&reader)
    #expect(reader.rows[0].state == "training")
    try tell(.runEnded(RunEnd(reason: .completed, epochs: 1, seconds: 1)), of: "a")
    look(&reader)
    #expect(reader.rows[0].state == "done")
    #expect(!reader.rows[0].isLive)
    #expect(reader.rows[0].stopsIn == nil)
  }

  @Test func theRunsOfASweepWaitUntilTheyBegin() throws {
    try folder.append(
      #"{"recipe":"a.yaml","runs":[{"name":"1-lr=1","settings":{"lr":"1"}},"#
        + #"{"name":"2-lr=2","settings":{"lr":"2"}}]}"#, to: "sweep.json")
    try start("2-lr=2")
    var reader = BoardReader(folder.path)
    look(&reader)
    #expect(reader.rows.map(\.state) == ["waiting", "training"])
    #expect(reader.rows.map { $0.settings["lr"] } == ["1", "2"])
    // The process that began them is gone, and no job array was given.
    try folder.append(#"{"host":"","process":4194300}"#, to: "process.json")
    var later = BoardReader(folder.path)
    look(&later)
    #expect(later.rows.map(\.state) == ["not begun", "training"])
    try folder.append("77\n", to: "slurm.job")
    var queued = BoardReader(folder.path)
    look(&queued)
    #expect(queued.rows.map(\.state) == ["waiting", "training"])
  }

  @Test func aRunThatIsNotReadYetTakesCommands() throws {
    for run in ["a", "b"] { try start(run) }
    var reader = BoardReader(folder.path)
    // The names are listed, and nothing is read.
    #expect(looks(&reader))
    #expect(reader.rows[1].state == "reading")
    reader.send(["pause"], to: ["b"])
    #expect(reader.answer == "1 have not answered yet")
    #expect(reader.rows[1].state == "training")
  }

  @Test func theSameAnswerIsToldAgain() throws {
    try start("a")
    var reader = BoardReader(folder.path)
    look(&reader)
    for _ in 0..<2 {
      reader.send(["fly"], to: ["a"])
      #expect(looks(&reader))
      #expect(!looks(&reader))
    }
  }

  @Test func commandsReachTheMarkedRunsAndTheAnswersAreCounted() throws {
    for run in ["a", "b", "c"] { try start(run) }
    try tell(.runEnded(RunEnd(reason: .completed, epochs: 1, seconds: 1)), of: "c")
    var reader = BoardReader(folder.path)
    look(&reader)
    reader.send(["patience", "9"], to: ["a", "b", "c"])
    #expect(reader.answer == "2 have not answered yet, refused in 1: c is not training")
    for run in ["a", "b"] {
      var commands = CommandFile(path: folder.path("\(run)/commands.jsonl"))
      let request = try #require(commands.next().requests.first)
      #expect(
        request.command
          == .edit(callback: "early_stopping", field: "patience", value: .integer(9)))
      try tell(
        .commandApplied(
          AppliedCommand(
            request: request, epoch: 0, step: 1, subject: "patience", old: .integer(3),
            new: .integer(9))), of: run)
    }
    look(&reader)
    #expect(reader.answer == "done in 2 runs, refused in 1: c is not training")
    reader.send(["fly"], to: ["a"])
    #expect(reader.answer.hasPrefix("refused: a: "))
  }

  @Test func aFolderWithoutRunsIsNoBoard() throws {
    try folder.append("epoch,loss\n1,2\n", to: "exp/results.csv")
    #expect(!RunBoard.isBoard(folder.path))
    try start("run")
    #expect(RunBoard.isBoard(folder.path))
  }

  @Test func theBoardTellsWhatIsNew() throws {
    try start("a")
    let board = RunBoard(folder.path)
    var rows: [ComparedRun] = []
    eventually {
      if let news = board.news() { rows = news.rows }
      return rows.first?.state == "training"
    }
    #expect(rows.first?.state == "training")
    board.send(["pause"], to: ["a"])
    var commands = CommandFile(path: folder.path("a/commands.jsonl"))
    var asked: [CommandRequest] = []
    eventually {
      asked += commands.next().requests
      return !asked.isEmpty
    }
    #expect(asked.first?.command == .pause)
  }
}
