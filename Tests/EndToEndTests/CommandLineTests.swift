import Foundation
import JSONText
import TestSupport
import Testing
import Themes

/// The answers of the program to its command line: one line, and the exit codes of the README.
@Suite struct CommandLineTests {
  let program: Program

  init() throws { program = try Program() }

  private func run(_ line: String) throws -> Program.Result {
    try program.run(line.split(separator: " ").map(String.init))
  }

  @Test(arguments: [
    ("trian", "did you mean plateau train?"), ("wtach", "did you mean plateau watch?"),
    ("small.yaml", "did you mean plateau train small.yaml?"), ("xyz", "plateau --help lists them"),
    ("train small.yaml --headles", "did you mean '--headless'?"), ("--verison", "'--verison'"),
    ("train", "which recipe?"), ("train small.yaml extra", "plateau train --help"),
    ("train small.yaml --set epoch=5", "epochs"),
    ("train small.yaml --theme pink", "plateau themes"),
    ("watch --size 3", "--size"), ("tell", "plateau tell pause"),
    ("replay", "plateau replay runs/NAME"),
    ("simulate", "plateau simulate runs/NAME --callbacks"),
    ("inspect", "plateau inspect runs/NAME"),
    ("export log.csv --to xyz", "- csv"), ("runs a b", "plateau runs --help"),
    ("themes all", "plateau themes --help"), ("evaluate --protocol coca", "'coco'"),
    ("evaluate --protocol coco", "takes --ground-truth"),
  ])
  func wrongUsageIsOneLineThatSaysWhatToDo(line: String, words: String) throws {
    let result = try run(line)
    #expect(result.code == 2, "\(line)")
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("plateau: "))
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    "train none/recipe --resume",
    "watch none --once", "tell none/run pause", "tell pause", "replay none",
    "simulate none --callbacks small.yaml",
    "inspect none", "export none --to csv", "runs none",
    "evaluate --protocol coco --ground-truth none --detections none",
  ])
  func whatCannotBeDoneEndsWithOneAndOneLine(line: String) throws {
    let result = try run(line)
    #expect(result.code == 1, "\(line): \(result.errors)")
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("plateau: "))
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
  }

  @Test func logsThatLieInAFolderAreItsRuns() throws {
    let folder = program.folder + "/logs"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, loss) in [("lr2", 0.5), ("lr10", 0.25)] {
      try Data("epoch,loss\n0,1\n1,\(loss)\n".utf8).write(
        to: URL(fileURLWithPath: "\(folder)/\(name).csv"))
    }
    try Data("not a log".utf8).write(to: URL(fileURLWithPath: folder + "/notes.txt"))
    let lines = try run("runs logs").output.split(separator: "\n")
    #expect(lines.dropFirst().map { $0.prefix { $0 != " " } } == ["lr2.csv", "lr10.csv"])
  }

  /// Runs of unlike recipes differ in nearly all of their settings.
  @Test func theTableOfRunsHasTheSettingsThatMostOfThemHave() throws {
    for (number, run) in ["a", "b", "c"].enumerated() {
      let folder = program.folder + "/many/\(run)"
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try Data("epoch,loss\n0,1\n1,0.5\n".utf8).write(
        to: URL(fileURLWithPath: folder + "/results.csv"))
      // The last three settings are everybody's, the others are those of one run.
      let own = (1...10).map { "\(run)\($0): \(number)\n" }.joined()
      let common = ["lr", "momentum", "seed"].map { "\($0): 0.\(number)\n" }.joined()
      try Data((own + common).utf8).write(to: URL(fileURLWithPath: folder + "/args.yaml"))
    }
    let result = try run("runs many")
    let header = result.output.split(separator: "\n").first ?? ""
    let columns = header.split(separator: " ")
    #expect(
      ["lr", "momentum", "seed", "a1", "a5"].allSatisfy { columns.contains($0) }, "\(header)")
    #expect(!columns.contains("a6"), "\(header)")
    #expect(
      result.errors == "plateau: 25 more settings differ; --json has all\n", "\(result.errors)")
  }

  @Test(arguments: [
    "help", "--help", "--version", "help train", "train --help", "watch -h", "tell --help",
    "replay --help", "evaluate --help", "simulate --help", "inspect --help", "export --help",
    "runs --help", "themes --help", "themes", "", "train small.yaml --check",
  ])
  func whatWasAskedForEndsWithZero(line: String) throws {
    let result = try run(line)
    #expect(result.code == 0, "\(line): \(result.errors)")
    #expect(!result.output.isEmpty)
    #expect(result.errors == "")
  }

  @Test func aloneItSaysHowToBeginOrWhichRunsThereAre() throws {
    let first = try run("")
    for words in [
      "plateau train ", "samples/digits-mlp.yaml", "plateau watch LOG", "plateau replay",
    ] {
      #expect(first.output.contains(words), "\(first.output)")
    }
    _ = try run("train small.yaml --headless")
    let table = try run("runs").output
    let then = try run("").output
    #expect(then.hasPrefix(table))
    #expect(then.contains("plateau replay runs/"))
  }

  @Test func anExportedWidthLimitsTheTableOfRuns() throws {
    _ = try run("train small.yaml --headless --run runs/one")
    func width(_ columns: String) throws -> Int {
      let table = try program.run(["runs"], environment: ["COLUMNS": columns]).output
      return table.split(separator: "\n").map(\.count).max() ?? 0
    }
    #expect(try width("") > 60)
    #expect(try width("60") <= 60)
  }

  @Test func theTableOfRunsHasSettingsOnAnOrdinaryTerminalAndMarksItsOrder() throws {
    for (name, seed) in [("one", 7), ("two", 12)] {
      _ = try run("train small.yaml --headless --run runs/\(name) --set seed=\(seed)")
    }
    func table(_ arguments: String...) throws -> [String] {
      try program.run(["runs"] + arguments, environment: ["COLUMNS": "80"]).output
        .split(separator: "\n").map(String.init)
    }
    let rows = try table()
    #expect(rows.allSatisfy { $0.count <= 80 })
    let end = try #require(rows[0].firstRange(of: " seed")).upperBound
    for row in rows.dropFirst() {
      let number = row[..<row.index(row.startIndex, offsetBy: end.utf16Offset(in: rows[0]))]
      #expect(number.hasSuffix("   7") || number.hasSuffix("  12"), "\(rows)")
    }
    #expect(!rows[0].contains("↓"))
    #expect(try table("--sort=best")[0].contains("best ↓"))
    #expect(try table("--sort=-best")[0].contains("best ↑"))
    #expect(try table("--sort=seed")[0].contains("seed ↑"))
  }

  @Test func howToBeginFitsAnOrdinaryTerminal() throws {
    let text = try program.run([], environment: ["COLUMNS": "80"]).output
    // The path of the sample is as long as that of the program, and is not cut.
    let lines = text.split(separator: "\n").filter { !$0.contains("samples/") }
    #expect(lines.count >= 3)
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(text)")
  }

  @Test func runsAreListedForPrograms() throws {
    _ = try run("train small.yaml --headless --run runs/one")
    let runs = try #require(try JSONParser.parse(try run("runs --json").output).array)
    #expect(runs.count == 1)
    #expect(runs[0]["run"]?.string == "one")
    #expect(runs[0]["state"]?.string == "done")
    #expect(runs[0]["live"] == .boolean(false))
    #expect(runs[0]["epochs"]?.int == 4)
    #expect(runs[0]["metric"]?.string == "val/mAP")
    #expect(runs[0]["best"]?.double != nil)
    try FileManager.default.createDirectory(
      atPath: program.folder + "/none", withIntermediateDirectories: true)
    #expect(try run("runs none --json").output == "[]\n")
  }

  @Test func aRunThatCannotBeReadIsListedWithTheReason() throws {
    _ = try run("train small.yaml --headless --run runs/one")
    let files = FileManager.default
    for name in ["loop", "pipe", "folder"] {
      try files.createDirectory(
        atPath: program.folder + "/runs/\(name)", withIntermediateDirectories: true)
    }
    #expect(symlink("events.jsonl", program.folder + "/runs/loop/events.jsonl") == 0)
    #expect(mkfifo(program.folder + "/runs/pipe/events.jsonl", 0o644) == 0)
    #expect(mkdir(program.folder + "/runs/folder/events.jsonl", 0o755) == 0)
    let result = try run("runs")
    #expect(result.code == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines.contains { $0.hasPrefix("loop ") && $0.contains("unreadable: too many levels") })
    #expect(lines.contains { $0.hasPrefix("pipe ") && $0.contains("unreadable: not a file") })
    #expect(lines.contains { $0.hasPrefix("folder ") && $0.contains("unreadable: not a file") })
    #expect(lines.contains { $0.hasPrefix("one ") && $0.contains("done") })
    for name in ["loop", "pipe", "folder"] {
      for command in ["watch runs/\(name) --once", "tell runs/\(name) pause"] {
        let refused = try run(command)
        #expect(refused.code == 1, "\(command)")
        #expect(refused.errors.contains("cannot be read: "), "\(refused.errors)")
      }
    }
    let missing = try run("runs none")
    #expect(missing.errors.contains("no such folder; plateau train creates"))
    let file = try run("runs small.yaml")
    #expect(file.errors.contains("cannot be read: not a directory"), "\(file.errors)")
  }

  @Test(arguments: [
    (["OMPI_COMM_WORLD_SIZE": "2", "OMPI_COMM_WORLD_RANK": "0"], true),
    (["PMI_SIZE": "3", "PMI_RANK": "0"], true),
    (["SLURM_STEP_NUM_TASKS": "4", "SLURM_PROCID": "0"], true),
    (["PMI_SIZE": "3", "PMI_RANK": "2"], false),
  ])
  func severalTasksWithoutMPIAreNotOneRun(environment: [String: String], tells: Bool) throws {
    let library = ["PLATEAU_MPI": "libnothing.so"]
    let refused = try program.run(
      ["train", "small.yaml", "--run", "run"],
      environment: environment.merging(library) { $1 })
    #expect(refused.code == 2)
    if tells {
      #expect(refused.errors.contains("PLATEAU_MPI: libnothing.so: "), "\(refused.errors)")
      #expect(refused.errors.contains("--run runs/NAME-{rank}"))
    } else {
      // One of them tells it for all.
      #expect(refused.errors.isEmpty, "\(refused.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: program.folder + "/run"))
  }

  @Test func tasksMayEachHaveARunOfTheirOwn() throws {
    let terminal = try program.start(
      ["train", "small.yaml", "--headless", "--run", "run-{rank}", "--set", "seed={rank}"],
      environment: ["OMPI_COMM_WORLD_SIZE": "2", "OMPI_COMM_WORLD_RANK": "1"])
    #expect(terminal.waitForEnd(60) == .exit(0))
    #expect(try program.file("run-1/recipe.yaml").contains("seed: 1"))
    // A batch script that asked for several tasks is one process, and so is a task of an array.
    let script = try program.start(
      ["train", "small.yaml", "--headless", "--run", "script"],
      environment: ["SLURM_NTASKS": "4", "SLURM_PROCID": "0", "SLURM_ARRAY_TASK_ID": "3"])
    #expect(script.waitForEnd(60) == .exit(0))
  }
}
