import Foundation
import RunModel
import TestSupport
import Testing

/// All commands agree on the newest run, on the run of a name, and on its state.
@Suite struct NewestRunTests {
  let program: Program

  init() throws { program = try Program() }

  /// Three runs that did not start in alphabetical order.
  private func makeRuns() throws {
    for name in ["m", "z", "a"] {
      _ = try program.output(
        "train small.yaml --run runs/\(name) --set epochs=1 --set name=run-\(name)")
    }
  }

  /// The names in the table of runs.
  private func names() throws -> [String] {
    try program.output("runs").split(separator: "\n").dropFirst().map {
      String($0.prefix { $0 != " " })
    }
  }

  /// The screen of the run that is watched when none is named: it begins with the title of the run.
  private func watched() throws -> String { try program.output("watch --once --size 100x30") }

  @Test func theNewestIsTheOneThatBeganLast() throws {
    try makeRuns()
    #expect(try names() == ["a", "z", "m"])
    #expect(try watched().hasPrefix(" a "))
    let refused = try program.run(["tell", "pause"])
    #expect(refused.errors.contains("the newest, runs/a, is done"), "\(refused.errors)")
    #expect(try program.output("").contains("plateau replay runs/a"))
    // Resuming counts as a start as well.
    _ = try program.output("train m --resume --set epochs=2")
    #expect(try names() == ["m", "a", "z"])
    #expect(try watched().hasPrefix(" m "))
  }

  @Test func oneThatIsTrainedIsTheNewest() throws {
    let terminal = try program.start([
      "train", "small.yaml", "--headless", "--run", "runs/b", "--set", "epochs=100000", "--set",
      "name=run-b",
    ])
    let run = SteeredRun(program, "runs/b")
    #expect(run.tells("\"epoch_ended\""), "\(terminal.text)")
    try makeRuns()
    #expect(try names() == ["b", "a", "z", "m"])
    #expect(try watched().hasPrefix(" b "))
    #expect(try program.output("tell pause").contains("paused"))
    #expect(try program.output("inspect b").contains("  paused\n"))
    terminal.send(SIGKILL)
    #expect(terminal.waitForEnd(20) == .signal(SIGKILL))
    #expect(try names() == ["a", "z", "m", "b"])
    #expect(try program.output("inspect b").contains("  interrupted\n"))
    #expect(try program.output("inspect runs/b --json").contains("\"state\":\"interrupted\""))
  }

  @Test func inspectSaysWhatRunsSays() throws {
    try makeRuns()
    #expect(try program.output("inspect runs/a").contains("  done\n"))
    #expect(try program.output("inspect runs").contains("run z"))
    let path = program.folder + "/runs/a/events.jsonl"
    let stopped = try program.file("runs/a/events.jsonl").replacing(
      "\"kind\":\"completed\"", with: #""kind":"person","when":"after_epoch","via":"key press""#)
    try Data(stopped.utf8).write(to: URL(fileURLWithPath: path))
    let state = try program.output("runs").split(separator: "\n").first { $0.hasPrefix("a ") }
    #expect(state?.contains(" stopped ") ?? false)
    for log in ["a", "runs/a", "runs/a/events.jsonl"] {
      #expect(try program.output("inspect \(log)").contains("  stopped\n"))
    }
  }

  @Test func aNameMeansTheRunOfThatName() throws {
    try makeRuns()
    try Data("callbacks:\n  - early_stopping: {monitor: val/mAP, mode: max, patience: 9}\n".utf8)
      .write(to: URL(fileURLWithPath: program.folder + "/chain.yaml"))
    for command in [
      "watch $ --once --size 100x30", "replay $ --once --size 100x30",
      "replay $ m --once --size 100x30", "inspect $", "inspect $/log.csv", "export $ --to csv",
      "export $ --to text", "simulate $ --callbacks chain.yaml",
    ] {
      let short = try program.output(command.replacing("$", with: "z"))
      #expect(!short.isEmpty)
      #expect(try short == program.output(command.replacing("$", with: "runs/z")), "\(command)")
    }
    for words in ["train z --resume --set epochs=2", "train --run z --resume --set epochs=3"] {
      _ = try program.output(words)
    }
    #expect(try program.output("runs").contains("3/3"))
    // A new run is created at the given path.
    _ = try program.output("train small.yaml --run z --set epochs=1")
    #expect(FileManager.default.fileExists(atPath: program.folder + "/z/events.jsonl"))
    // A name means an existing path first.
    #expect(try program.output("inspect z").contains("epochs 1 to 1"))
    let unknown = try program.run(["inspect", "q"])
    #expect(unknown.code == 1 && unknown.errors.contains("q: no such file"))
  }

  /// A run in place of a recipe, and a folder that is a run's already: both are wrong usage.
  @Test func aRunThatIsThereAlreadyIsWrongUsage() throws {
    _ = try program.output("train small.yaml --run runs/m --set epochs=1")
    for words in [["train", "runs/m"], ["train", "small.yaml", "--run", "runs/m"]] {
      let result = try program.run(words)
      #expect(result.code == 2)
      #expect(result.errors.contains("--resume"), "\(result.errors)")
    }
  }
}
