import Foundation
import TestSupport
import Testing

/// Sweeps with the real program.
@Suite struct SweepTests {
  let program: Program

  init() throws { program = try Program() }

  private func sweep(_ arguments: String...) throws -> Program.Result {
    try program.run(["sweep"] + arguments)
  }

  @Test func everyCombinationIsTrainedAndCompared() throws {
    let result = try sweep(
      "small.yaml", "--over", "optimizer.adam.learning_rate=0.001,0.01", "--over", "epochs=1,2",
      "--folder", "s", "--jobs", "2")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("s: 4 runs\n"))
    #expect(result.output.components(separatedBy: "all epochs done").count == 5, "\(result.output)")
    let runs = try program.run(["runs", "s", "--json"]).output
    #expect(runs.contains(#""optimizer.adam.learning_rate":"0.01""#), "\(runs)")
    let log = try program.file("s/4-learning_rate=0.01,epochs=2/log.csv")
    _ = try program.run([
      "train", "small.yaml", "--run", "alone", "--set", "epochs=2", "--set",
      "optimizer.adam.learning_rate=0.01",
    ])
    #expect(try program.file("alone/log.csv") == log)
  }

  @Test func goingOnLeavesCompleteRunsAlone() throws {
    _ = try sweep("small.yaml", "--over", "epochs=1,2", "--folder", "s", "--prepare")
    #expect(try sweep("s", "--only", "1").code == 0)
    let before = try program.file("s/1-epochs=1/events.jsonl")
    let result = try sweep("s")
    #expect(result.output.contains("s: 2 runs, 1 complete"), "\(result.output)")
    #expect(result.output.contains("2-epochs=2: begins"))
    #expect(!result.output.contains("1-epochs=1: begins"))
    #expect(try program.file("s/1-epochs=1/events.jsonl") == before)
    #expect(try sweep("s").output == "s: 2 runs, 2 complete\n")
  }

  @Test func aRunThatWasEndedWithItsProcessGoesOn() throws {
    _ = try sweep("small.yaml", "--over", "epochs=100000", "--folder", "s", "--prepare")
    let terminal = try program.start(["sweep", "s", "--only", "1"])
    #expect(terminal.shows("Epoch 3/", within: 30), "\(terminal.text)")
    terminal.send(SIGTERM)
    _ = terminal.waitForEnd(30)
    #expect(try sweep("s", "--prepare").output == "s: 1 run, 1 broken off\n")
    let again = try program.start(["sweep", "s", "--only", "1"])
    func lines(_ start: String) -> Int {
      ((try? program.file("s/1-epochs=100000/events.jsonl")) ?? "").split(separator: "\n")
        .count { $0.hasPrefix(#"{"event":"\#(start)""#) }
    }
    eventually { lines("run_started") == 2 }
    let before = lines("epoch_ended")
    eventually { lines("epoch_ended") > before + 1 }
    let rows = try program.file("s/1-epochs=100000/log.csv").split(separator: "\r\n").dropFirst()
    // No epoch is trained twice.
    #expect(rows.count > 2)
    #expect(rows.enumerated().allSatisfy { index, row in row.hasPrefix("\(index),") })
    again.send(SIGTERM)
    _ = again.waitForEnd(30)
  }

  @Test func aScriptRunsWithEachValueAndGoesOnInItsFolder() throws {
    let script = """
      out="$2"
      echo "Epoch 1/2 loss: $1"
      if [ -e "$out/seen" ]; then echo "Epoch 2/2 loss: 0.$1"; exit 0; fi
      touch "$out/seen"
      exit 3
      """
    try Data(script.utf8).write(to: URL(fileURLWithPath: program.folder + "/t.sh"))
    let first = try sweep(
      "--over", "lr=1,2", "--folder", "s", "--", "sh", "t.sh", "{lr}", "{run}")
    #expect(first.code == 1)
    #expect(first.output.contains("1-lr=1: failed with exit code 3"), "\(first.output)")
    #expect(first.errors.contains("2 runs failed; plateau sweep s tries again"))
    let second = try sweep("s")
    #expect(second.code == 0, "\(second.output) \(second.errors)")
    #expect(try program.file("s/2-lr=2/output.log").contains("Epoch 2/2 loss: 0.2"))
  }

  @Test func mistakesAreOneLineAndMakeNoFolder() throws {
    let mistakes: [([String], String)] = [
      (["small.yaml", "--over", "patience=3,6"], "several callbacks take patience"),
      (["small.yaml", "--over", "epochs=3,many"], "epochs"),
      (["small.yaml", "--over", "epochs=3,3"], "is listed twice"),
      (["small.yaml", "--over", "optimizer.adam.learning_rate=1e-3,0.001"], "are the same run"),
      (["small.yaml"], "name the settings that differ"),
      (["nowhere.yaml", "--over", "epochs=1"], "no such file"),
      (["--over", "lr=1,2", "--", "true"], "the command has no {lr}"),
      (["--over", "lr=1,2", "--", "true", "{lr}", "{y}"], "the command has {y}, which no setting"),
      (
        ["small.yaml", "--over", "optimizer.adam.learning_rate=-0.5..0.5", "--random", "2"],
        "--over optimizer.adam.learning_rate=-0.5"
      ),
      (["small.yaml", "--over", "epochs=1,2", "--stop"], "is not a sweep"),
      (["small.yaml", "--over", "epochs=1..2", "--seeds", "0"], "--seeds takes a number above 0"),
    ]
    for (arguments, words) in mistakes {
      let result = try program.run(["sweep"] + arguments)
      #expect(result.code == 2, "\(arguments): \(result.output)")
      #expect(result.errors.contains(words), "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1)
    }
    #expect(!FileManager.default.fileExists(atPath: program.folder + "/sweeps"))
  }

  @Test func fewerCombinationsThanDrawsAreTold() throws {
    let words = ["small.yaml", "--over", "epochs=1,2", "--seeds", "2", "--folder", "s"]
    let result = try program.run(["sweep", "--prepare", "--random", "9"] + words)
    #expect(result.output == "s: 4 runs\n")
    #expect(
      result.errors
        == "plateau: --random 9: the settings have only 2 combinations; all of them are runs\n")
  }

  @Test func theExamplesOfHelpAndDocumentsCanBePrepared() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    try FileManager.default.createSymbolicLink(
      atPath: program.folder + "/samples", withDestinationPath: root + "/samples")
    let help = try program.run(["sweep", "--help"], environment: ["COLUMNS": "200"]).output
    let advice = try sweep("--").errors
    let texts =
      try [help, advice]
      + ["README.md", "docs/sweeps.md"].map {
        try String(contentsOfFile: "\(root)/\($0)", encoding: .utf8)
      }
    let lines = texts.flatMap { $0.matches(of: /plateau sweep (?<words>[^\n`]+)/) }
      .map { String($0.words) }.filter { $0.contains("--over ") && !$0.contains("VALUES") }
    let options = texts[3].matches(of: /`--over (?<setting>[a-z_.]+=[^`…]+)`/)
      .map { "samples/digits-mlp.yaml --over \($0.setting)" }
    #expect(lines.count > 4 && !options.isEmpty, "\(lines) \(options)")
    for (number, line) in (lines + options).enumerated() {
      let words = line.split(separator: " ").map(String.init)
      let result = try program.run(["sweep", "--prepare", "--folder", "s\(number)"] + words)
      #expect(result.code == 0, "\(line): \(result.errors)")
    }
  }

  @Test func aJobArrayIsWrittenForTheRunsThatRemain() throws {
    let bin = program.folder + "/bin"
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    for (name, body) in [("sbatch", "echo 12"), ("squeue", "echo 12 3")] {
      try Data("#!/bin/sh\n\(body)\n".utf8).write(to: URL(fileURLWithPath: bin + "/" + name))
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: bin + "/" + name)
    }
    let path = "\(bin):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
    _ = try sweep("small.yaml", "--over", "epochs=1..4", "--folder", "s", "--prepare")
    _ = try sweep("s", "--only", "2")
    let result = try program.run(
      ["sweep", "s", "--with", "slurm", "--jobs", "3", "--option=--time=5"],
      environment: ["PATH": path])
    #expect(
      result.output.contains("s: 3 runs are submitted as job 12; plateau watch s shows all"),
      "\(result.errors)")
    let script = try program.file("s/sweep.sbatch")
    #expect(script.contains("#SBATCH --array=1,3-4%3\n"))
    #expect(script.contains("#SBATCH --time=5\n"))
    // The third run is in the queue still.
    _ = try program.run(["sweep", "s", "--with", "slurm"], environment: ["PATH": path])
    #expect(try program.file("s/sweep.sbatch").contains("#SBATCH --array=1,4\n"))
    let prepared = try sweep(
      "s", "--with", "slurm", "--prepare", "--jobs", "4", "--option=--time=9")
    #expect(prepared.output.contains("; sbatch s/sweep.sbatch submits it"), "\(prepared.output)")
    let new = try program.file("s/sweep.sbatch")
    #expect(new.contains("#SBATCH --array=1,3-4%4\n") && new.contains("#SBATCH --time=9\n"))
    func without(_ folder: String) throws -> String {
      let result = try program.run(
        ["sweep", folder, "--with", "slurm"], environment: ["PATH": "/nowhere"])
      #expect(result.code == 1)
      return result.errors
    }
    #expect(try without("s").contains("squeue does not answer"))
    _ = try sweep("small.yaml", "--over", "epochs=1,2", "--folder", "new", "--prepare")
    #expect(try without("new").contains("sbatch: no such program"))
  }

  @Test func runsThatHaveNotBegunAreListed() throws {
    _ = try sweep("small.yaml", "--over", "epochs=1..3", "--folder", "s", "--prepare")
    func states() throws -> [Substring] {
      try program.run(["runs", "s", "--once"]).output.split(separator: "\n").dropFirst()
        .compactMap { $0.split(separator: " ").dropFirst().first }
    }
    #expect(try states() == ["waiting", "waiting", "waiting"])
    _ = try sweep("s", "--only", "2")
    #expect(try states() == ["done", "waiting", "waiting"])
    let json = try program.run(["runs", "s", "--json", "--filter", "state=waiting"]).output
    #expect(
      json.contains(#""run":"3-epochs=3","path":"s/3-epochs=3","state":"waiting""#), "\(json)")
  }

  @Test func theBoardShowsAndSteersRunsThatGoOnWithoutIt() throws {
    let board = try program.start([
      "sweep", "small.yaml", "--over", "epochs=99998,99999", "--folder", "s", "--jobs", "2",
    ])
    // The first of them is the chosen one.
    #expect(board.shows("/99998", within: 30), "\(board.text)")
    #expect(board.shows("training", within: 20), "\(board.text)")
    #expect(board.shows("/99999", within: 20), "\(board.text)")
    board.type("p")
    #expect(board.shows("paused", within: 20), "\(board.text)")
    board.type("q")
    #expect(board.waitForEnd(10) == .exit(0))
    let more = try program.start(["sweep", "s", "--jobs", "4"])
    #expect(
      more.shows("s: is being trained already; plateau sweep s --stop, and then", within: 10),
      "\(more.text)")
    #expect(more.waitForEnd(10) == .exit(2))
    let again = try program.run(["sweep", "s", "--headless"])
    #expect(again.output.contains("2 running"), "\(again.output)")
    let shown = try program.start(["watch", "s"])
    #expect(shown.shows("paused", within: 20), "\(shown.text)")
    shown.type("q")
    _ = shown.waitForEnd(10)
    #expect(try program.run(["sweep", "s", "--stop"]).output.contains("is ending"))
    eventually(within: .seconds(30)) {
      (try? sweep("s", "--prepare").output) == "s: 2 runs, 2 broken off\n"
    }
    // The process that started the runs ends after them.
    eventually { (try? sweep("s", "--stop").errors.contains("nothing trains it now")) ?? false }
    #expect(try sweep("s", "--stop").code == 1)
  }
}
