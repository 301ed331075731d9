import Foundation
import TestSupport
import Testing

/// Signals reach the table of runs, also after a run was opened from it.
@Suite(.serialized) struct TableSignalTests {
  private let program: Program

  init() throws { program = try Program() }

  /// The table of two runs.
  private func table(afterOpeningARun hasOpenedRun: Bool) throws -> PseudoTerminal {
    for name in ["one", "two"] {
      let arguments = ["train", "small.yaml", "--headless", "--run", "runs/\(name)"]
      #expect(try program.run(arguments + ["--set", "epochs=2"]).code == 0)
    }
    let terminal = try program.start(["runs"], width: 100, height: 30)
    func showsTable() -> Bool {
      terminal.read(20) { screen in
        ["A one", "B two"].allSatisfy { name in screen.lines.contains { $0.contains(name) } }
      }
    }
    #expect(showsTable())
    if hasOpenedRun {
      terminal.type("\r")
      #expect(terminal.read(20) { $0.lines.contains { $0.contains("EarlyStopping") } })
      terminal.type("q")
      #expect(showsTable())
    }
    return terminal
  }

  @Test(arguments: [SIGTERM, SIGHUP], [false, true])
  func aSignalEndsTheTable(signal: Int32, hasOpenedRun: Bool) throws {
    let terminal = try table(afterOpeningARun: hasOpenedRun)
    terminal.send(signal)
    #expect(terminal.waitForEnd(10) == .signal(signal))
    let isGivenBack = !terminal.screen.isAlternate
    #expect(isGivenBack)
    #expect(terminal.isCooked)
  }

  @Test(arguments: [false, true])
  func aTerminalThatGoesAwayEndsTheTable(hasOpenedRun: Bool) throws {
    let terminal = try table(afterOpeningARun: hasOpenedRun)
    terminal.hangUp()
    #expect(terminal.waitForEnd(10) == .signal(SIGHUP))
  }
}
