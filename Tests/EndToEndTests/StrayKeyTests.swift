import Foundation
import RunModel
import SeededRandom
import TestSupport
import Testing

/// Only the end of a terminal ends a session: not a key, byte or sequence that means nothing.
@Suite(.serialized) struct StrayKeyTests {
  let program: Program

  init() throws { program = try Program() }

  /// The dashboard of a run that neither its callbacks nor its last epoch end within the test.
  private func dashboard() throws -> PseudoTerminal {
    let terminal = try program.start([
      "train", "small.yaml", "--run", "run", "--set", "epochs=1000000", "--set",
      "early_stopping.patience=1000000",
    ])
    #expect(terminal.shows("EarlyStopping", within: 30), "\(terminal.text)")
    return terminal
  }

  /// Sends all meaningless input, sometimes in pieces, as over a slow line.
  private func sendStrays(to terminal: PseudoTerminal) {
    var random = SeededGenerator(seed: 5)
    let isLong = rounds(0) > 0
    func pause(_ seconds: Double) { terminal.read(seconds) { _ in false } }
    let types = ["xterm-256color", "screen-256color", "linux", "vt100", "rxvt", "rxvt-unicode"]
    let keys = types.flatMap(StrayInput.keys)
    #expect(keys.count > 100)
    for key in keys {
      terminal.type(key)
      if isLong || Int.random(in: 0..<20, using: &random) == 0 { pause(0.06) }
    }
    pause(0.6)
    for byte in StrayInput.bytes {
      terminal.type(byte)
      // A possible beginning of a sequence waits for its rest.
      pause(isLong ? 0.55 : 0.015)
    }
    pause(0.6)
    for sequence in StrayInput.sequences(rounds(60), seed: 11) {
      let isSlow = Int.random(in: 0..<12, using: &random) == 0
      // After a lone ESC and a pause, only these continue a sequence; others are Escape and a key.
      let first = "[]OP_^".utf8.contains(sequence[1]) ? 1 : 2
      let cut =
        isSlow && first < sequence.count
        ? Int.random(in: first..<sequence.count, using: &random) : sequence.count
      terminal.type(Array(sequence.prefix(cut)))
      if isSlow { pause(0.06) }
      terminal.type(Array(sequence.dropFirst(cut)))
      if isLong { pause(0.003) }
    }
    pause(0.7)
  }

  private func commands() throws -> [String] {
    try program.file("run/events.jsonl").split(separator: "\n").map(String.init).filter {
      $0.contains("command_") || $0.contains("run_ended") || $0.contains("\"paused\"")
    }
  }

  @Test func aTrainingGoesOnWhateverKeyIsPressed() throws {
    let terminal = try dashboard()
    sendStrays(to: terminal)
    #expect(try commands() == [])
    #expect(terminal.showsTraining(), "\(terminal.screen.text)")
    // It still reacts to keys.
    terminal.type("p")
    #expect(terminal.shows("‖ paused"))
    terminal.send(SIGTERM)
    #expect(terminal.waitForEnd() == .signal(SIGTERM))
  }

  @Test func aRunThatIsWatchedGoesOnAndSoDoesTheWatching() throws {
    let trainer = try dashboard()
    let watcher = try program.start(["watch", "run"])
    #expect(watcher.showsTraining(within: 30), "\(watcher.text)")
    sendStrays(to: watcher)
    // A while in which a stray command would have arrived.
    trainer.read(0.1) { _ in false }
    #expect(try commands() == [])
    watcher.type("?")
    #expect(watcher.shows("older, above"))
    watcher.type("?q")
    #expect(watcher.waitForEnd() == .exit(0))
    trainer.send(SIGTERM)
    #expect(trainer.waitForEnd() == .signal(SIGTERM))
  }

  @Test func aReplayGoesOnWhateverKeyIsPressed() throws {
    let rows = (1...40).map { "\($0),\(1 / Double($0)),\(0.5 + Double($0) / 100)" }
    let log = (["epoch,loss,val/mAP"] + rows).joined(separator: "\n") + "\n"
    try Data(log.utf8).write(to: URL(fileURLWithPath: program.folder + "/log.csv"))
    let terminal = try program.start(["replay", "log.csv"])
    #expect(terminal.shows("epoch 40", within: 30))
    sendStrays(to: terminal)
    #expect(terminal.screen.text.contains("epoch 40"), "\(terminal.screen.text)")
    terminal.type("b")
    #expect(terminal.shows("epoch 39/40"))
    terminal.type("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  /// Each of them ended a run of version 0.1.
  @Test(arguments: [
    "1b5b327e", "1b5b313b3541", "1b5b313b3542", "1b5b313b3241", "1b5b313b3344", "e4",
  ])
  func aKeyThatMeansNothingIsNotTheEndOfTheTerminal(hex: String) throws {
    let terminal = try dashboard()
    terminal.type(
      stride(from: 0, to: hex.utf8.count, by: 2).compactMap {
        UInt8(hex.dropFirst($0).prefix(2), radix: 16)
      })
    #expect(terminal.waitForEnd(0.7) == nil)
    #expect(try commands() == [])
    terminal.send(SIGTERM)
    #expect(terminal.waitForEnd() == .signal(SIGTERM))
  }
}
