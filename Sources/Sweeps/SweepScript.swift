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
    let values = Dictionary(
      run.settings.map { ($0.name, $0.value) } + [("run", folder)], uniquingKeysWith: { $1 })
    return arguments.map { Self.filled($0, with: values) }
  }

  /// A text with the values of the names in braces; other braces stay, as those of JSON do.
  ///
  /// A value is never looked through for names.
  private static func filled(_ text: String, with values: [String: String]) -> String {
    var (filled, rest) = ("", text[...])
    while let start = rest.firstIndex(of: "{") {
      filled += rest[..<start]
      rest = rest[start...]
      if let end = rest.firstIndex(of: "}"),
        let value = values[String(rest[rest.index(after: start)..<end])]
      {
        filled += value
        rest = rest[rest.index(after: end)...]
      } else {
        filled.append(rest.removeFirst())
      }
    }
    return filled + rest
  }
}
