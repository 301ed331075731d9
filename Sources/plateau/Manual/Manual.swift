import ArgumentParser
import PlateauRuntime

/// `plateau manual`: the manual page, as packages install it.
struct Manual: PlateauCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Print the manual page, in the language of man.", shouldDisplay: false)

  func perform() throws {
    guard let program = CommandDescription(dump: Plateau._dumpHelp()) else {
      throw CommandFailure("the commands cannot be described")
    }
    try Terminal.print(ManualPage(program, version: Plateau.configuration.version).text)
  }
}
