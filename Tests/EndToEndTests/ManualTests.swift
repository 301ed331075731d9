import Dashboard
import Foundation
import TestSupport
import Testing

/// The manual page: it names every command, option and key.
@Suite struct ManualTests {
  let program: Program
  let page: String

  init() throws {
    program = try Program()
    page = try program.output("manual").replacing("\\-", with: "-").replacing("\\(ha", with: "^")
  }

  @Test(arguments: [
    "train", "run", "watch", "tell", "replay", "simulate", "inspect", "export", "client",
  ])
  func aCommandHasItsOptions(command: String) throws {
    #expect(page.contains(".SS \"plateau \(command)\""))
    let help = try program.output("help \(command)")
    let options = help.matches(of: /--[a-z][a-z-]+/).map { String($0.output) }
    #expect(!options.isEmpty)
    for option in Set(options) where !["--help", "--version"].contains(option) {
      #expect(page.contains(option), "\(option)")
    }
  }

  @Test func everyKeyIsListed() {
    for key in KeyTable.bindings where !key.help.isEmpty {
      #expect(page.contains(key.help), "\(key.label)")
    }
  }

  @Test func hiddenCommandsAreNotListed() {
    #expect(!page.contains(".SS \"plateau keep\""))
    #expect(!page.contains(".SS \"plateau manual\""))
  }
}
