import Foundation
import RunModel
import TestSupport
import Testing

/// `plateau replay` and `plateau watch`, the real program.
@Suite(.serialized) struct ReplayTests {
  let program: Program

  init() throws { program = try Program() }

  private func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: program.folder + "/" + name))
  }

  /// A metric that rises for some epochs and then stays.
  private static let log =
    "epoch,loss,val_accuracy\n"
    + (0..<30).map { "\($0),\(2.0 / Double($0 + 1)),\(min(0.9, 0.5 + Double($0) * 0.05))\n" }
    .joined()

  private func expectGivenBack(_ terminal: PseudoTerminal) {
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.screen.isCursorShown)
    #expect(terminal.isCooked)
    #expect(!terminal.screen.isMouseWatched)
    #expect(terminal.screen.unknown == [])
  }

  private func replay(environment: [String: String] = [:]) throws -> PseudoTerminal {
    try write(Self.log, "cnn.csv")
    let terminal = try program.start(["replay", "cnn.csv"], environment: environment)
    #expect(terminal.shows("val_accuracy", within: 30), "\(terminal.text)")
    return terminal
  }

  // MARK: Without a terminal

  @Test func oneFrameIsPrinted() throws {
    try write(Self.log, "cnn.csv")
    let result = try program.run(["replay", "--once", "--size", "90x28", "cnn.csv"])
    #expect(result.code == 0)
    let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count == 28)
    #expect(lines[0].contains("cnn.csv") && lines[0].contains("epoch 29"))
    #expect(!result.output.contains("\u{1B}"))
    let tried = try program.run(["replay", "--once", "--what-if", "cnn.csv"])
    #expect(tried.output.contains("what if: stops after epoch 18, 11 epochs saved"))
    let watched = try program.run(["watch", "--once", "cnn.csv"])
    #expect(watched.code == 0 && watched.output.contains("epoch 29"))
  }

  /// A sweep is played back as its runs, with their callbacks, however it is named.
  @Test func aFolderOfRunsIsItsRuns() throws {
    let sweep = try program.run([
      "sweep", "small.yaml", "--over", "seed=1,2", "--folder", "sweep", "--set", "epochs=2",
    ])
    #expect(sweep.code == 0, "\(sweep.errors)")
    let folder = program.folder + "/sweep"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(names.contains("commands.txt"))
    for logs in [["sweep"], ["sweep/"], names.map { "sweep/" + $0 }] {
      let result = try program.run(["replay", "--once", "--size", "120x40"] + logs)
      #expect(result.code == 0, "\(result.errors)")
      #expect(result.output.contains("all epochs done"), "\(result.output)")
      #expect(!result.output.contains("step/loss"))
    }
    let absent = try program.run(["replay", "--once", "sweep/1-seed=1", "sweep/3-seed=3"])
    #expect(absent.code != 0 && absent.errors.contains("sweep/3-seed=3"), "\(absent.errors)")
    let figure = try program.run(["export", "sweep", "--to", "svg"])
    #expect(figure.code == 0 && figure.output.hasPrefix("<"), "\(figure.errors)")
  }

  @Test(arguments: [
    ["replay", "none.csv"], ["replay", "empty.csv"], ["replay", "words.txt"], ["replay", "."],
    ["replay", "cnn.csv", "--run", "nobody"], ["replay", "cnn.csv", "--callbacks", "none.yaml"],
    ["watch", "none.csv"], ["watch", "words.txt"], ["watch"],
  ])
  func whatCannotBeShownIsSaidInOneLine(arguments: [String]) throws {
    try write(Self.log, "cnn.csv")
    try write("", "empty.csv")
    try write("no numbers here\n", "words.txt")
    try FileManager.default.removeItem(atPath: program.folder + "/cnn.csv")
    if arguments.contains("cnn.csv") { try write(Self.log, "cnn.csv") }
    let result = try program.run(arguments + ["--once"])
    #expect(result.code == (arguments.contains("none.yaml") ? 2 : 1))
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("plateau: "))
    #expect(result.errors.filter { $0 == "\n" }.count == 1, "\(result.errors)")
  }

  @Test func namesFromALogNeverReachTheTerminalAsTheyAre() throws {
    try write("epoch,\u{1B}]0;title\u{7}loss\u{1B}[31m\n0,1\n1,0.5\n", "log.csv")
    let result = try program.run(["replay", "--once", "log.csv"])
    #expect(result.code == 0)
    #expect(!result.output.contains("\u{1B}") && !result.output.contains("\u{7}"))
    let missing = try program.run(["replay", "--once", "no\u{1B}[2Jfile"])
    #expect(!missing.errors.contains("\u{1B}"))
  }

  @Test func whatIfBeginsWithWhatWasChangedWhileTheRunWentOn() throws {
    try FileManager.default.createDirectory(
      atPath: program.folder + "/run", withIntermediateDirectories: true)
    try write(
      #"{"command":"edit","callback":"early_stopping","field":"patience","value":3}"# + "\n",
      "run/commands.jsonl")
    // Nothing improves by so much: with the recipe's patience it would have ended after epoch 2.
    let trained = try program.run([
      "train", "small.yaml", "--run", "run", "--set", "epochs=9", "--set",
      "early_stopping.patience=1", "--set", "early_stopping.min_delta=1",
    ])
    #expect(trained.output.contains("EarlyStopping stopped it after epoch 4"))
    for command in ["replay", "watch"] {
      let tried = try program.run([command, "--once", "--what-if", "run"])
      #expect(tried.output.contains("what if: stops after epoch 4, as the log does"))
    }
    // Other callbacks are tried as they are.
    try write(
      "callbacks: [early_stopping: {monitor: val/mAP, mode: max, patience: 1, min_delta: 1}]\n",
      "chain.yaml")
    let other = try program.run([
      "replay", "--once", "--what-if", "--callbacks", "chain.yaml", "run",
    ])
    #expect(other.output.contains("what if: stops after epoch 2, 2 epochs saved"))
  }

  // MARK: On a terminal

  @Test func aLogIsReplayedTriedAndLeft() throws {
    let terminal = try replay()
    #expect(terminal.screen.isAlternate)
    terminal.type("w")
    #expect(terminal.shows("stops after epoch 18"))
    terminal.type("\u{1B}OD\u{1B}OD\u{1B}OD")
    #expect(terminal.shows("stops after epoch 15"))
    terminal.type("w:epoch 7\r")
    #expect(terminal.shows("epoch 7/29"))
    terminal.type("p")
    #expect(terminal.shows("epoch 9/29"))
    terminal.type("q")
    #expect(terminal.waitForEnd() == .exit(0))
    expectGivenBack(terminal)
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func aSignalGivesTheTerminalBack(signal: Int32) throws {
    let terminal = try replay()
    terminal.send(signal)
    #expect(terminal.waitForEnd() == .signal(signal))
    expectGivenBack(terminal)
  }

  @Test func everySizeIsFollowedWhileItPlays() throws {
    let terminal = try replay()
    terminal.type("p")
    for (width, height) in [(1, 1), (60, 18), (200, 60), (2, 50), (100, 30)] {
      terminal.resize(width: width, height: height)
      // Time for a frame, of which the smallest show nothing to wait for.
      terminal.read(0.2) { _ in false }
    }
    #expect(terminal.shows("val_accuracy"))
    terminal.type("q")
    #expect(terminal.waitForEnd() == .exit(0))
    expectGivenBack(terminal)
  }

  @Test func aTerminalThatCannotShowItGetsOneFrame() throws {
    let terminal = try replay(environment: ["TERM": "dumb"])
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(terminal.text.contains("printing one frame"))
    #expect(terminal.text.contains("epoch 29"))
  }

  @Test func withoutUnicodeItIsDrawnInASCII() throws {
    let terminal = try replay(environment: ["LC_ALL": "C"])
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
    terminal.type("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  // MARK: What comes through a pipe

  /// A program piped into `plateau watch -`.
  private func piped(_ script: String) throws -> PseudoTerminal {
    try #require(
      PseudoTerminal(
        "/bin/sh", ["-c", "(\(script)) | \"$0\" watch -", Program.path], width: 100, height: 30,
        folder: program.folder))
  }

  @Test func textThroughAPipeIsFollowedAndTheKeysComeFromTheTerminal() throws {
    try write("Epoch 1/2\n5/5 - 1s - loss: 0.8 - val_loss: 0.9\n", "one.txt")
    try write("Epoch 2/2\n5/5 - 1s - loss: 0.4 - val_loss: 0.5\n", "two.txt")
    let terminal = try piped("echo getting ready; cat one.txt; sleep 1; cat two.txt; exec sleep 30")
    #expect(terminal.shows("epoch 2/2", within: 30), "\(terminal.text)")
    #expect(terminal.shows("getting ready"))
    terminal.type("q")
    // The shell waits for the program before the pipe; the screen is gone at once.
    // Its modes come back a moment after its first page.
    #expect(terminal.read(10) { !$0.isAlternate && terminal.isCooked })
    #expect(terminal.isCooked)
    #expect(!terminal.screen.isMouseWatched)
  }

  @Test func aProgressBarIsShownWhileItIsDrawn() throws {
    let terminal = try piped(
      "printf 'Epoch 1/2\\n'; printf '\\r 1/500 [....]'; sleep 1; "
        + "printf '\\b\\b\\b\\b\\b=...]'; sleep 1; printf '\\r500/500 [====]\\n'; exec sleep 30")
    #expect(terminal.shows(" 1/500 [....]", within: 30), "\(terminal.text)")
    #expect(terminal.shows(" 1/500 [=...]"))
    #expect(terminal.shows("500/500 [====]"))
    #expect(!terminal.screen.text.contains("[=...]"))
    terminal.type("q")
    #expect(terminal.read(10) { !$0.isAlternate })
  }

  @Test func theEndOfAPipeLeavesTheScreen() throws {
    try write("Epoch 1/1\n5/5 - 1s - loss: 0.8 - val_loss: 0.9\n", "one.txt")
    let terminal = try piped("cat one.txt")
    #expect(terminal.shows("epoch 1/1", within: 30), "\(terminal.text)")
    terminal.type("q")
    #expect(terminal.waitForEnd() == .exit(0))
    expectGivenBack(terminal)
  }

  @Test func aPipeThatEndsWithoutAWordEndsTheScreenWithTheReason() throws {
    let terminal = try piped("true")
    #expect(terminal.waitForEnd() == .exit(1))
    #expect(terminal.text.contains("standard input: is empty"), "\(terminal.text)")
    expectGivenBack(terminal)
  }

  @Test func aLogWithoutRowsIsNamed() throws {
    try write("epoch,loss\n", "heads.csv")
    let result = try program.run(["replay", "heads.csv", "--once"])
    #expect(result.code == 1)
    #expect(result.errors == "plateau: heads.csv: holds no curves to show\n")
  }

  @Test func withoutATerminalAPipeIsReadToItsEnd() throws {
    try write("Epoch 1/1\n5/5 - 1s - loss: 0.8 - val_loss: 0.9\n", "one.txt")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["watch", "-", "--once"]
    process.standardInput = try FileHandle(
      forReadingFrom: URL(fileURLWithPath: program.folder + "/one.txt"))
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(text.contains("epoch 1/1"))
  }

  // MARK: A run of another process

  /// A long run without a screen.
  private func startTraining() throws -> Process {
    let trainer = Process()
    trainer.executableURL = URL(fileURLWithPath: Program.path)
    trainer.arguments = [
      "train", "small.yaml", "--headless", "--run", "run", "--set", "epochs=100000",
    ]
    trainer.currentDirectoryURL = URL(fileURLWithPath: program.folder)
    trainer.standardOutput = FileHandle.nullDevice
    trainer.standardInput = FileHandle.nullDevice
    try trainer.run()
    return trainer
  }

  @Test func aRunThatBeginsLaterThanTheWatchingIsSteered() throws {
    let terminal = try program.start(["watch", "run"])
    #expect(terminal.shows("run: no such file"))
    let trainer = try startTraining()
    defer { trainer.terminate() }
    #expect(terminal.shows("EarlyStopping", within: 30), "\(terminal.text)")
    terminal.type("\u{1B}OC")
    #expect(terminal.shows("501"))
    terminal.type("q")
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(trainer.isRunning)
  }

  @Test func aRunIsSteeredFromAnotherTerminalAndGoesOn() throws {
    let trainer = try startTraining()
    defer { trainer.terminate() }
    let events = program.folder + "/run/events.jsonl"
    eventually { FileManager.default.fileExists(atPath: events) }

    let terminal = try program.start(["watch", "run"])
    #expect(terminal.shows("EarlyStopping", within: 30), "\(terminal.text)")
    terminal.type("\u{1B}OC")
    #expect(terminal.shows("501"))
    terminal.type("p")
    #expect(terminal.shows("paused"))
    terminal.type("p")
    terminal.type("q")
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(
      terminal.text.contains("the run keeps training; plateau watch run brings the screen back"))
    expectGivenBack(terminal)
    #expect(trainer.isRunning)
    #expect(try program.file("run/events.jsonl").contains("\"early_stopping.patience\""))

    // The trainer was killed and cannot say so; the screen does.
    let again = try program.start(["watch", "run"])
    #expect(again.shows("EarlyStopping", within: 30))
    kill(trainer.processIdentifier, SIGKILL)
    trainer.waitUntilExit()
    #expect(again.shows("no process is training it", within: 30))
    again.type("s")
    #expect(again.shows("no process is training this run"))
    again.type("q")
    #expect(again.waitForEnd() == .exit(0))
    #expect(!again.text.contains("keeps training"))
    #expect(again.waitForEnd() == .exit(0))
  }
}
