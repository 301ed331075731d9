import ArgumentParser
import Recipes

/// A subcommand of `plateau`.
///
/// What it throws becomes one line on standard error and an exit code, here and nowhere else.
protocol PlateauCommand: ParsableCommand {
  /// Does what was asked for.
  func perform() throws
}

extension PlateauCommand {
  func run() throws {
    do {
      try perform()
    } catch let code as ExitCode {
      // It has said why already.
      throw code
    } catch {
      Terminal.printError("\(error)")
      throw ExitStatus(of: error).code
    }
  }
}

/// The exit codes of the README; a run that a signal ends has 128 + n.
enum ExitStatus: Int32 {
  /// It could not be done: a file, a log, the data, the training.
  case failure = 1
  /// What was asked for is wrong: the options, a recipe, a chain of callbacks.
  case usage = 2

  /// What an error means for the exit code.
  init(of error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure.status
    case is RecipeError, is ValidationError: self = .usage
    default: self = .failure
    }
  }

  var code: ExitCode { ExitCode(rawValue) }
}

/// Why a command could not do what was asked for, in one line.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String
  var status = ExitStatus.failure

  /// Makes an error.
  ///
  /// - Parameter status: the exit code; a failure unless given.
  init(_ description: String, _ status: ExitStatus = .failure) {
    self.description = description
    self.status = status
  }
}
