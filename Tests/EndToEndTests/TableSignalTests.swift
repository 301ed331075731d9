import Foundation
import TestSupport
import Testing

/// Signals reach the table of runs, also after a run was opened from it.
@Suite(.serialized) struct TableSignalTests {
  private let program: Program

  init() throws { program = try Program() }

  @Test(arguments: [SIGTERM, SIGHUP], [false, true])
  func aSignalEndsTheTable(signal: Int32, hasOpenedRun: Bool) throws {
    for name in ["one", "two"] {
      #expect(
        try program.run(
          ["train", "small.yaml", "--headless", "--run", "runs/\(name)", "--set", "epochs=2"]
        ).code == 0)
    }
    let terminal = try program.start(["runs"], width: 100, height: 30)
    #expect(terminal.read(20) { $0.lines.contains { $0.contains("two") } })
    if hasOpenedRun {
      terminal.type("\r")
      #expect(terminal.read(20) { $0.lines.contains { $0.contains("EarlyStopping") } })
      terminal.type("q")
      #expect(
        terminal.read(20) { screen in
          ["one", "two"].allSatisfy { name in screen.lines.contains { $0.contains(name) } }
        })
    }
    terminal.send(signal)
    #expect(terminal.waitForEnd(10) != nil)
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.isCooked)
  }
}
