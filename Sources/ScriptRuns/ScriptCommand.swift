internal import JSONText

/// The command that starts a script: a program and its arguments.
package struct ScriptCommand: Equatable, Sendable {
  /// The program and its arguments; never empty.
  package let arguments: [String]

  /// Creates a command; nil when there is no program.
  package init?(_ arguments: [String]) {
    guard let program = arguments.first, !program.isEmpty else { return nil }
    self.arguments = arguments
  }

  /// The endings of scripts.
  private static let endings = [".py", ".sh", ".jl", ".r", ".lua", ".m", ".ipynb", ".pl", ".rb"]

  /// A short name: the script's without its folder and ending, otherwise the module's or the
  /// program's.
  package var name: String {
    let script = arguments.first { argument in
      Self.endings.contains { argument.lowercased().hasSuffix($0) }
    }
    if let script {
      let file = Self.file(script)
      return String(file[..<(file.lastIndex(of: ".") ?? file.endIndex)])
    }
    if let flag = arguments.firstIndex(of: "-m"), flag + 1 < arguments.count {
      return arguments[flag + 1]
    }
    return Self.file(arguments[0])
  }

  private static func file(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The command as one would type it.
  package var words: String { arguments.map(\.shellWord).joined(separator: " ") }
}
