import Foundation
import TestSupport
import Testing

/// Wrong command lines: one line says what to give.
@Suite struct UsageTests {
  let program: Program

  init() throws { program = try Program() }

  @Test(arguments: [
    ("export runs/one", "name the format, as in --to svg or --output charts.svg"),
    ("inspect", "LOG is missing; for example plateau inspect runs/NAME"),
    ("simulate log.csv", "--callbacks is missing; for example plateau simulate"),
    ("replay x --once --size 65535x65535", "from 1x1 to 1000x1000, not 65535x65535"),
    ("replay x --once --size 120", "--size takes columns and rows, such as 120x40"),
    ("replay x --once --size 120x40x", "from 1x1 to 1000x1000, not 120x40x"),
    ("replay x --once --size 120xfoox40", "from 1x1 to 1000x1000, not 120xfoox40"),
    ("export x --to svg --size 0x4", "such as 960x640, up to 10000, not 0x4"),
  ])
  func whatIsMissingOrTooLargeIsSaidWithAnExample(words: String, expected: String) throws {
    let result = try program.run(words.split(separator: " ").map(String.init))
    #expect(result.code == 2)
    #expect(result.errors.contains(expected), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func aPasteSteersNothingAndTheTerminalMarksNoneAfterwards() throws {
    let terminal = try program.dashboard()
    #expect(terminal.text.contains("\u{1B}[?2004h"))
    terminal.type("\u{1B}[200~sSy\rq y\u{1B}[201~")
    #expect(terminal.shows("pasted text does nothing here"), "\(terminal.screen.text)")
    terminal.type("l")
    #expect(terminal.shows("learning rate ="))
    terminal.type("\u{1B}[200~0.00\r\n25\u{1B}[201~")
    #expect(terminal.shows("learning rate = 0.0025"), "\(terminal.screen.text)")
    terminal.type("\r")
    #expect(terminal.shows("; u undoes it"), "\(terminal.screen.text)")
    // A paste that never ends does not block the keys.
    terminal.type("\u{1B}[200~sq")
    terminal.read(3) { _ in false }
    terminal.type("?")
    #expect(terminal.shows("this list of keys"), "\(terminal.screen.text)")
    terminal.type("?")
    terminal.type("q")
    #expect(terminal.shows("Quit?"))
    terminal.type("y")
    #expect(terminal.waitForEnd(60) == .exit(0))
    expectGivenBack(terminal)
  }

  @Test(arguments: [SIGTERM, SIGSEGV, SIGQUIT])
  func aTerminalThatIsLeftByASignalMarksNoPaste(signal: Int32) throws {
    let terminal = try program.dashboard()
    terminal.send(signal)
    #expect(terminal.waitForEnd(60) == .signal(signal))
    expectGivenBack(terminal)
  }

  private func expectGivenBack(_ terminal: PseudoTerminal) {
    let on = terminal.text.range(of: "\u{1B}[?2004h", options: .backwards)
    let off = terminal.text.range(of: "\u{1B}[?2004l", options: .backwards)
    if let on, let off {
      #expect(off.lowerBound > on.lowerBound)
    } else {
      Issue.record("pastes were never marked, or are for ever")
    }
  }
}
