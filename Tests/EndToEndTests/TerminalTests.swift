import Foundation
import TestSupport
import Testing

/// The real program in a terminal: whatever happens, the terminal is given back.
@Suite(.serialized) struct TerminalTests {
  let program: Program

  init() throws { program = try Program() }

  private func expectGivenBack(_ terminal: PseudoTerminal) {
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.screen.isCursorShown)
    #expect(terminal.isCooked)
    #expect(terminal.screen.unknown == [])
  }

  @Test func aRunIsShownSteeredAndLeft() throws {
    let terminal = try program.dashboard()
    #expect(terminal.screen.isAlternate)
    #expect(terminal.shows("callbacks"))
    terminal.type("\u{1B}OC")
    #expect(terminal.shows("501"))
    terminal.type("p")
    #expect(terminal.shows("‖ paused"))
    terminal.type("p")
    #expect(terminal.shows("● training"))
    terminal.type("q")
    #expect(terminal.shows("training is running"))
    terminal.type("y")
    #expect(terminal.waitForEnd() == .exit(0))
    expectGivenBack(terminal)
    #expect(terminal.text.contains("small: stopped by key press"))
    let events = try program.file("run/events.jsonl")
    #expect(events.contains("\"early_stopping.patience\""))
    #expect(events.contains("run_ended"))
  }

  @Test func theScreenFollowsEverySize() throws {
    let terminal = try program.dashboard()
    for (width, height) in [(60, 18), (40, 10), (1, 1), (200, 60), (80, 24)] {
      terminal.resize(width: width, height: height)
      terminal.read(0.4) { _ in false }
    }
    #expect(terminal.shows("learning rate"))
    terminal.type("q")
    #expect(terminal.shows("training is running"))
    terminal.type("y")
    #expect(terminal.waitForEnd() == .exit(0))
    expectGivenBack(terminal)
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func aSignalEndsTheRunInOrderAndTheProcessByIt(signal: Int32) throws {
    let terminal = try program.dashboard()
    terminal.send(signal)
    #expect(terminal.waitForEnd() == .signal(signal))
    expectGivenBack(terminal)
    #expect(try program.file("run/events.jsonl").contains("run_ended"))
  }

  @Test(arguments: [SIGSEGV, SIGABRT, SIGILL, SIGBUS])
  func aCrashGivesTheTerminalBack(signal: Int32) throws {
    let terminal = try program.dashboard()
    terminal.send(signal)
    #expect(terminal.waitForEnd() == .signal(signal))
    expectGivenBack(terminal)
  }

  @Test func aStoppedProcessComesBack() throws {
    let terminal = try program.dashboard()
    terminal.send(SIGSTOP)
    terminal.read(0.3) { _ in false }
    terminal.send(SIGCONT)
    terminal.type("?")
    #expect(terminal.shows("older events"))
    terminal.send(SIGTERM)
    #expect(terminal.waitForEnd() == .signal(SIGTERM))
  }

  @Test(arguments: [("dumb", "cannot place its cursor"), ("nosuch", "no entry for TERM=nosuch")])
  func aTerminalThatCannotShowItTrainsHeadless(type: String, words: String) throws {
    let terminal = try program.start(
      ["train", "small.yaml", "--run", "run"], environment: ["TERM": type])
    #expect(terminal.waitForEnd(60) == .exit(0))
    #expect(terminal.text.contains(words))
    #expect(terminal.text.contains("small: all epochs done"))
  }

  @Test func withoutUnicodeItIsDrawnInASCII() throws {
    let terminal = try program.dashboard(environment: ["LC_ALL": "C"])
    #expect(terminal.shows("+ callbacks -"))
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
    terminal.send(SIGTERM)
    #expect(terminal.waitForEnd() == .signal(SIGTERM))
  }

  @Test func noColourMeansNoColour() throws {
    let plain = try program.dashboard(environment: ["NO_COLOR": "1"])
    #expect(!plain.screen.hasColor)
    plain.send(SIGTERM)
    #expect(plain.waitForEnd() == .signal(SIGTERM))
    let coloured = try Program().dashboard()
    #expect(coloured.screen.hasColor)
    coloured.send(SIGTERM)
    #expect(coloured.waitForEnd() == .signal(SIGTERM))
  }

  @Test func theRunGoesOnWithoutItsScreenWhenAsked() throws {
    let terminal = try program.dashboard()
    terminal.type("q")
    #expect(terminal.shows("training is running"))
    terminal.type("h")
    #expect(terminal.read { !$0.isAlternate })
    #expect(terminal.shows("accuracy:"))
    expectGivenBack(terminal)
    terminal.send(SIGINT)
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(terminal.text.contains("small: stopped by Ctrl-C"))
  }
}
