/// The command of a sweep over a script: `{lr}` in it stands for the value of `lr`, and `{run}` for
/// the run's folder.
package struct SweepScript: Equatable, Sendable {
  /// The program and its arguments, with names in braces.
  package let arguments: [String]

  /// Creates a command.
  package init(_ arguments: [String]) { self.arguments = arguments }

  /// Refuses a command that does not use a setting, because all its runs would be the same, and one
  /// with a name in braces that no setting has.
  ///
  /// - Throws: `SweepError` with advice.
  package func check(_ settings: [String]) throws(SweepError) {
    for name in settings where !arguments.contains(where: { $0.contains("{\(name)}") }) {
      throw SweepError(
        "the command has no {\(name)}; write it where the value belongs, such as --\(name) {\(name)}"
      )
    }
    for argument in arguments {
      if let name = Self.names(in: argument).first(where: { !settings.contains($0) && $0 != "run" })
      {
        throw SweepError(
          "the command has {\(name)}, which no setting fills; name its values with --over \(name)=A,B, or "
            + "put a command that needs these braces into a script")
      }
    }
  }

  /// The names that stand in braces; those after `$` are the shell's.
  private static func names(in text: String) -> [String] {
    var names: [String] = []
    var before: Character?
    for index in text.indices {
      defer { before = text[index] }
      guard text[index] == "{", before != "$" else { continue }
      let name = text[text.index(after: index)...].prefix {
        $0.isLetter || $0.isNumber || $0 == "_" || $0 == "."
      }
      let isName = name.first.map { $0.isLetter || $0 == "_" } ?? false
      if isName, name.endIndex < text.endIndex, text[name.endIndex] == "}" {
        names.append(String(name))
      }
    }
    return names
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
