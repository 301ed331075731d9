import ArgumentParser
import CurveStore
import PlateauRuntime

/// The options that name the numbers of console text.
struct FormOptions: ParsableArguments {
  @Option(
    name: .customLong("form"),
    help: ArgumentHelp(
      """
      Name the numbers of console lines, as in 'Epoch {epoch}/{epochs} .* mAP {val/mAP}'; .* is any text. May be \
      repeated; ~/.config/plateau/forms.yaml keeps such forms.
      """, valueName: "pattern"),
    transform: FormOptions.form)
  var given: [GivenForm] = []

  /// The given forms, then those that the person keeps; problems of the latter are printed.
  func all() -> [GivenForm] {
    let personal = PersonalForms.find()
    for problem in personal.problems { Terminal.printError(problem) }
    return given + personal.forms
  }

  /// Prints which forms match no line of a log.
  func report(on contents: LogContents, of log: String) {
    for sentence in contents.unmatched(given) { Terminal.printError("\(log): \(sentence)") }
  }

  /// Prints that forms have no effect on a run of our own.
  func reportRun(_ path: String) {
    if !given.isEmpty {
      Terminal.printError("\(path): --form has no effect: the run's events are read")
    }
  }

  private static func form(_ pattern: String) throws -> GivenForm {
    do throws(GivenFormError) {
      return try GivenForm(pattern)
    } catch {
      throw ValidationError("--form '\(pattern)' \(error)")
    }
  }
}
