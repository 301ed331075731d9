/// The command of a sweep over a script: `{lr}` in it stands for the value of `lr`, and `{run}` for
/// the run's folder.
package struct SweepScript: Equatable, Sendable {
  /// The program and its arguments, with names in braces.
  package let arguments: [String]

  /// Creates a command.
  package init(_ arguments: [String]) { self.arguments = arguments }

  /// Refuses a command that does not use a setting: all its runs would be the same.
  ///
  /// - Throws: `SweepError` with advice.
  package func check(_ settings: [String]) throws(SweepError) {
    for name in settings where !arguments.contains(where: { $0.contains("{\(name)}") }) {
      throw SweepError(
        "the command has no {\(name)}; write it where the value belongs, such as --\(name) {\(name)}"
      )
    }
  }

  /// The command of a run.
  ///
  /// - Parameter folder: The run's folder.
  package func arguments(for run: SweepRun, in folder: String) -> [String] {
    arguments.map { argument in
      var text = argument.replacing("{run}", with: folder)
      for setting in run.settings {
        text = text.replacing("{\(setting.name)}", with: setting.value)
      }
      return text
    }
  }
}
