/// The command of a sweep over a script: `{lr}` in it stands for the value of `lr`, `{run}` for the
/// run's folder, and `{{lr}}` for `{lr}` itself.
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
    let filled = Set(arguments.flatMap { Braced.all(in: $0).filter(\.isToFill).map(\.text) })
    for name in settings where !filled.contains(name) {
      throw SweepError(
        "the command has no {\(name)}; write it where the value belongs, such as --\(name) {\(name)}"
      )
    }
    for braced in arguments.flatMap(Braced.all) where braced.isToFill && braced.isName {
      let name = braced.text
      if settings.contains(name) || name == "run" { continue }
      throw SweepError(
        "the command has {\(name)}, which no setting fills; name its values with --over \(name)=A,B, or "
          + "write {{\(name)}} where the command needs the braces")
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
    var (filled, end) = ("", text.startIndex)
    for braced in Braced.all(in: text) {
      let value = braced.isToFill ? values[braced.text] : nil
      guard let value = value ?? (braced.isEscape ? "{\(braced.text)}" : nil) else { continue }
      filled += text[end..<braced.range.lowerBound] + value
      end = braced.range.upperBound
    }
    return filled + text[end...]
  }

  /// A text in braces: `{lr}`, `{{lr}}` or `${HOME}`.
  private struct Braced {
    /// What stands between the braces.
    let text: String
    /// The place in the argument, with the braces.
    let range: Range<String.Index>
    /// True for `{{lr}}`.
    let isDoubled: Bool
    /// True after `$`: a variable of the shell.
    let isShells: Bool

    /// True when a setting may fill it.
    var isToFill: Bool { !isDoubled && !isShells }
    /// True when its braces are meant as one pair.
    var isEscape: Bool { isDoubled && isName }
    /// True for a text that could be a setting's name.
    var isName: Bool {
      text.first.map { $0.isLetter || $0 == "_" } ?? false
        && text.allSatisfy { $0.isLetter || $0.isNumber || "_.-".contains($0) }
    }

    /// The texts in braces that hold no braces themselves, in order.
    static func all(in argument: String) -> [Braced] {
      var (found, rest) = ([Braced](), argument[...])
      while let close = rest.firstIndex(of: "}") {
        var end = rest.index(after: close)
        if let open = rest[..<close].lastIndex(of: "{") {
          let before = rest[..<open].last
          let isDoubled = before == "{" && rest[end...].first == "}"
          if isDoubled { end = rest.index(after: end) }
          found.append(
            Braced(
              text: String(rest[rest.index(after: open)..<close]),
              range: (isDoubled ? rest.index(before: open) : open)..<end, isDoubled: isDoubled,
              isShells: before == "$"))
        }
        rest = rest[end...]
      }
      return found
    }
  }
}
