import Foundation
import TestSupport
import Testing

/// The ownership of a run's folder, and the files that may be written into it.
@Suite struct FolderTests {
  let program: Program

  init() throws { program = try Program() }

  private var files: FileManager { .default }

  /// Its runs would be read as logs of another tool.
  @Test(arguments: ["watch", "replay", "inspect"])
  func aFolderOfFoldersOfRunsNamesOne(command: String) throws {
    _ = try program.run(
      ["sweep", "small.yaml", "--over", "epochs=1,2", "--folder", "sweeps/a", "--prepare"])
    for folder in ["sweeps", "."] {
      let result = try program.run([command, folder])
      #expect(result.code == 2)
      #expect(
        result.errors
          == "plateau: \(folder): holds folders of runs; name one of them, such as sweeps/a\n")
    }
    // Beside another tool's log, they are no reason.
    try Data("epoch,loss\n1,0.5\n2,0.25\n".utf8).write(
      to: URL(fileURLWithPath: program.folder + "/results.csv"))
    #expect(!(try program.run([command, "."])).errors.contains("holds folders of runs"))
  }

  /// Braces are fields only in the name of a checkpoint.
  @Test func theNameOfARunMayHaveBraces() throws {
    let result = try program.run(
      ["train", "small.yaml", "--headless", "--run", "z{foo}", "--set", "epochs=2"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(!(result.output + result.errors).contains("outside"), "\(result.output)")
    #expect(
      files.fileExists(atPath: program.folder + "/z{foo}/checkpoints/best.safetensors"))
  }

  @Test func eightStartsInOneSecondAreEightRuns() throws {
    for _ in 0..<rounds(2) {
      let folder = program.folder + "/runs"
      try? files.removeItem(atPath: folder)
      let processes = try (1...8).map { seed in
        try program.launch([
          "train", "small.yaml", "--headless", "--set", "epochs=2", "--set", "seed=\(seed)",
        ])
      }
      for process in processes {
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
      }
      let names = try files.contentsOfDirectory(atPath: folder)
      #expect(names.count == 8)
      var seeds: Set<String> = []
      for name in names {
        let events = try program.file("runs/\(name)/events.jsonl")
        #expect(events.components(separatedBy: "\"run_started\"").count == 2)
        #expect(events.contains("\"run_ended\""))
        let recipe = try program.file("runs/\(name)/recipe.yaml")
        seeds.insert(recipe.components(separatedBy: "\n").first { $0.hasPrefix("seed") } ?? "")
        let rows = try program.file("runs/\(name)/log.csv").components(separatedBy: "\r\n")
        #expect(rows.count == 4)
      }
      #expect(seeds.count == 8)
    }
  }

  /// A folder without a run's events may hold anything, as Keras's own log and checkpoints.
  @Test(arguments: [
    "log.csv", "state.json", "checkpoints/best.safetensors", "checkpoints/best.state.json",
    "checkpoints/resume-a.safetensors",
  ])
  func aFileOfSomebodyElseIsNeverWrittenOver(name: String) throws {
    try files.createDirectory(
      atPath: program.folder + "/mine/checkpoints", withIntermediateDirectories: true)
    let file = URL(fileURLWithPath: program.folder + "/mine/" + name)
    try Data("precious".utf8).write(to: file)
    for options in [["--headless"], ["--check"]] {
      let result = try program.run(["train", "small.yaml", "--run", "mine"] + options)
      #expect(result.code != 0)
      let said = result.errors + result.output
      #expect(said.contains("mine/\(name) already exists and does not belong to a run"), "\(said)")
    }
    #expect(try Data(contentsOf: file) == Data("precious".utf8))
    #expect(!files.fileExists(atPath: program.folder + "/mine/events.jsonl"))
  }

  @Test func missingFoldersOfATableAreMade() throws {
    let result = try program.run([
      "train", "small.yaml", "--headless", "--run", "new", "--set", "epochs=1", "--set",
      "csv_logger.filename=tables/log.csv",
    ])
    #expect(result.code == 0, "\(result.errors)")
    #expect(try program.file("new/tables/log.csv").hasPrefix("epoch,"))
  }

  @Test func ofTwoStartsWithOneNameOneTrainsAndTheOtherSaysSo() throws {
    for round in 0..<rounds(4) {
      let arguments = [
        "train", "small.yaml", "--headless", "--run", "same-\(round)", "--set", "epochs=30",
      ]
      let first = try program.launch(arguments)
      let second = try program.run(arguments)
      first.waitUntilExit()
      #expect([first.terminationStatus, second.code].sorted() == [0, 2], "\(second.errors)")
      if second.code == 2 {
        #expect(
          second.errors.contains("another process is training this run")
            || second.errors.contains("this folder already holds a run"), "\(second.errors)")
      }
      let events = try program.file("same-\(round)/events.jsonl")
      #expect(events.components(separatedBy: "\"run_started\"").count == 2)
      #expect(events.contains("\"run_ended\""))
    }
  }

  @Test(arguments: [
    "events.jsonl", "./events.jsonl", "x/../events.jsonl", "commands.jsonl", "recipe.yaml",
    "state.json", "checkpoints/resume-a.safetensors", "log.csv.part", "EVENTS.jsonl",
    "checkpoints/best.state.json", "../run/state.json",
  ])
  func aRecipeCannotWriteOverTheRunsOwnFiles(name: String) throws {
    let change = ["--set", "csv_logger.filename=\(name)"]
    let check = try program.run(["train", "small.yaml", "--check", "--run", "run"] + change)
    #expect(check.code == 2)
    #expect(
      check.output.contains(
        "CSVLogger cannot write run/\(name): that name belongs to the run itself; choose another"))
    let start = try program.run(["train", "small.yaml", "--run", "run"] + change)
    #expect(start.code == 2 && start.errors.contains("belongs to the run itself"))
    #expect(!files.fileExists(atPath: program.folder + "/run"))
  }

  @Test func noLinkOrAbsolutePathLeadsToTheRunsOwnFilesEither() throws {
    let run = program.folder + "/run"
    let absolute = try program.run([
      "train", "small.yaml", "--run", "run", "--set", "csv_logger.filename=\(run)/events.jsonl",
    ])
    #expect(absolute.code == 2)
    // Without --run the folder is known only once it is made.
    _ = try program.run(["train", "small.yaml", "--run", "run", "--set", "epochs=2"])
    let before = try program.file("run/events.jsonl")
    try files.createSymbolicLink(atPath: run + "/soft.csv", withDestinationPath: "events.jsonl")
    try files.linkItem(atPath: run + "/events.jsonl", toPath: run + "/hard.csv")
    for name in ["soft.csv", "hard.csv"] {
      let result = try program.run([
        "train", "run", "--resume", "--set", "epochs=3", "--set", "csv_logger.filename=\(name)",
      ])
      #expect(
        result.code == 2 && result.errors.contains("\(name): that name belongs to the run itself"),
        "\(result.errors)")
    }
    #expect(try program.file("run/events.jsonl") == before)
  }

  @Test func anAbsolutePathIsOutsideOfARunWithoutAFolder() throws {
    for file in ["/elsewhere.csv", "/below/elsewhere.csv"] {
      let path = program.folder + file
      let check = try program.run([
        "train", "small.yaml", "--check", "--set", "csv_logger.filename=\(path)",
      ])
      #expect(check.code == 0, "\(check.errors)")
      #expect(check.output.contains("\(path), which lies outside the run's folder"))
    }
  }

  @Test(arguments: [
    ("log.csv/", "that names a folder; choose a file's name, without a slash at its end"),
    (".", "that is a folder"), ("x/..", "that is a folder"), ("..", "that is a folder"),
    ("\"\"", "csv_logger.filename is empty"),
  ])
  func aNameThatIsNoFilesIsRefused(name: String, words: String) throws {
    for folder in [[], ["--run", "run"]] {
      let result = try program.run(
        ["train", "small.yaml", "--set", "csv_logger.filename=\(name)"] + folder)
      #expect(result.code == 2 && result.errors.contains(words), "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1)
    }
    #expect(!files.fileExists(atPath: program.folder + "/run"))
    #expect(!files.fileExists(atPath: program.folder + "/runs"))
  }

  @Test func aFolderInPlaceOfTheFileIsRefused() throws {
    try files.createDirectory(
      atPath: program.folder + "/run/rows", withIntermediateDirectories: true)
    let result = try program.run([
      "train", "small.yaml", "--run", "run", "--set", "csv_logger.filename=rows",
    ])
    #expect(
      result.code == 2 && result.errors.contains("run/rows: that is a folder"), "\(result.errors)")
  }

  @Test func aFileOfACheckpointIsNotTheLogsToo() throws {
    for folder in [[], ["--run", "run"]] {
      let result = try program.run(
        ["train", "small.yaml", "--set", "csv_logger.filename=checkpoints/best.safetensors"]
          + folder)
      #expect(result.code == 2)
      #expect(
        result.errors.contains("CSVLogger and ModelCheckpoint both write")
          && result.errors.contains("checkpoints/best.safetensors: give one of them another name"),
        "\(result.errors)")
    }
    #expect(!files.fileExists(atPath: program.folder + "/run"))
  }

  @Test func whatLiesOutsideTheFolderIsSaid() throws {
    let change = ["--set", "csv_logger.filename=../elsewhere.csv"]
    let check = try program.run(["train", "small.yaml", "--check"] + change)
    #expect(check.code == 0, "\(check.errors)")
    #expect(check.output.contains("../elsewhere.csv, which lies outside the run's folder"))
    _ = try program.run(["train", "small.yaml", "--run", "run", "--set", "epochs=1"] + change)
    #expect(try program.file("run/events.jsonl").contains("which lies outside the run's folder"))
  }

  @Test(arguments: [
    ("c-{epoch:999999999d}.safetensors", "the form :999999999d of epoch is not supported"),
    ("c-{epoch.safetensors", "an unmatched brace"),
    ("c-{batch}.safetensors", "no batch in the logs"),
    ("\(String(repeating: "x", count: 300)).safetensors", "too long for a file"),
  ])
  func aTemplateThatCannotBeFilledInIsRefusedBeforeTraining(
    template: String, words: String
  ) throws {
    let result = try program.run([
      "train", "small.yaml", "--run", "run", "--set", "model_checkpoint.filepath=\"\(template)\"",
    ])
    #expect(result.code == 2)
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(!files.fileExists(atPath: program.folder + "/run"))
  }
}
