import ArgumentParser
import PlateauRuntime
import Recipes

/// A subcommand of `plateau`.
///
/// An error that it throws becomes a line on standard error and an exit code, here and nowhere
/// else.
protocol PlateauCommand: ParsableCommand {
  /// Carries out the command.
  func perform() throws
}

extension PlateauCommand {
  func run() throws {
    do {
      try perform()
    } catch let code as ExitCode {
      // The reason was printed already.
      throw code
    } catch {
      let lines = (error as? CommandFailure)?.lines ?? ["\(error)"]
      lines.forEach(Terminal.printError)
      throw ExitStatus(of: error).code
    }
  }
}

extension ExitStatus {
  /// The exit code of an error.
  init(of error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure.status
    case is RecipeError, is ValidationError: self = .usage
    default: self = .failure
    }
  }

  var code: ExitCode { ExitCode(rawValue) }
}
