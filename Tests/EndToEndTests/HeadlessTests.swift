import Foundation
import TestSupport
import Testing
import Themes

/// The real program without a terminal.
@Suite struct HeadlessTests {
  let program: Program

  init() throws { program = try Program() }

  @Test func itTrainsPrintsEpochsAndKeepsTheRun() throws {
    let result = try program.run(["train", "small.yaml", "--run", "run"])
    #expect(result.code == 0)
    #expect(result.errors == "")
    #expect(result.output.contains("Epoch 4/4\n10/10 - "))
    #expect(result.output.hasSuffix("kept in run\n"))
    #expect(!result.output.contains("\u{1B}"))
    let log = try program.file("run/log.csv").components(separatedBy: "\r\n")
    #expect(
      log[0] == "epoch,accuracy,learning_rate,loss,val/mAP,val_accuracy,val_loss")
    #expect(log.count == 6)
    #expect(try program.file("run/recipe.yaml") == Program.recipe)
    let events = try program.file("run/events.jsonl").split(separator: "\n")
    #expect(events.count { $0.contains("\"evaluated\"") } == 4)
    #expect(events.first?.contains("run_started") == true)
    #expect(events.last?.contains("run_ended") == true)
    #expect(
      FileManager.default.fileExists(
        atPath: program.folder + "/run/checkpoints/best.safetensors"))
  }

  @Test func theSameRecipeGivesTheSameLogToTheByte() throws {
    _ = try program.run(["train", "small.yaml", "--run", "a"])
    _ = try program.run(["train", "small.yaml", "--run", "b"])
    #expect(try program.file("a/log.csv") == program.file("b/log.csv"))
    _ = try program.run(["train", "small.yaml", "--run", "c", "--set", "seed=2"])
    #expect(try program.file("a/log.csv") != program.file("c/log.csv"))
  }

  @Test func aRunIsSteeredByLinesAppendedToItsCommandFile() throws {
    let terminal = try program.start(
      ["train", "small.yaml", "--headless", "--run", "run", "--set", "epochs=100000"])
    #expect(terminal.shows("accuracy:", within: 30))
    let commands = try #require(
      FileHandle(forWritingAtPath: program.folder + "/run/commands.jsonl"))
    commands.seekToEndOfFile()
    commands.write(
      Data(
        (#"{"command":"edit","callback":"early_stopping","field":"patience","value":1}"# + "\n"
          + #"{"command":"fly"}"# + "\n").utf8))
    #expect(terminal.shows("patience 500 → 1 (EarlyStopping", within: 20), "\(terminal.text)")
    #expect(terminal.waitForEnd(60) == .exit(0))
    let text = terminal.text.replacingOccurrences(of: "\r\n", with: " ")
    #expect(text.contains("warning: commands.jsonl: line 2"))
    #expect(text.contains("small: EarlyStopping stopped it after epoch"))
  }

  @Test func anInterruptEndsTheRunInOrderAndTheProcessByIt() throws {
    let once = try program.start(
      ["train", "small.yaml", "--headless", "--run", "a", "--set", "epochs=100000"])
    #expect(once.shows("accuracy:", within: 30))
    once.send(SIGINT)
    #expect(once.waitForEnd(30) == .signal(SIGINT))
    #expect(once.text.contains("small: stopped by Ctrl-C"))
    #expect(try program.file("a/events.jsonl").contains("run_ended"))
  }

  @Test(arguments: [
    (["train", "none.yaml"], "none.yaml: no such file; "),
    (["train", "shapes-ssd"], "/samples/shapes-ssd.yaml?"),
    (["train", "small.yaml", "--set", "epoch=5"], "epochs"),
    (["train", "small.yaml", "--set", "early_stopping.patence=5"], "patience"),
    (["train", "small.yaml", "--set", "data={path: nowhere}"], "nowhere"),
    (
      ["train", "small.yaml", "--set", "early_stopping.mode=auto"], "give it mode: max or mode: min"
    ),
    (["train"], "which recipe?"),
    (["train", "small.yaml", "--theme", "pink"], "no such theme: pink"),
  ])
  func wrongInputIsOneClearLine(arguments: [String], words: String) throws {
    let result = try program.run(arguments)
    #expect(result.code == (words == "nowhere" ? 1 : 2))
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.output == "")
    #expect(!FileManager.default.fileExists(atPath: program.folder + "/runs/x"))
  }

  @Test func aFolderWithARunIsNotOverwritten() throws {
    _ = try program.run(["train", "small.yaml", "--run", "run"])
    let before = try program.file("run/events.jsonl")
    let result = try program.run(["train", "small.yaml", "--run", "run"])
    #expect(result.code == 2)
    #expect(result.errors.contains("this folder already holds a run"))
    #expect(try program.file("run/events.jsonl") == before)
  }
}

extension HeadlessTests {
  @Test(arguments: ["2>/dev/full", "2>&-"])
  func anErrorThatNobodyTakesCrashesNothing(redirection: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "\(Program.path) inspect none \(redirection)"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 1)
  }
}
