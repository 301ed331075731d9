import Cells
import Dashboard
import TestSupport
import Testing
import Themes

/// Compares a screen in the built-in theme with its golden file.
func expectScreen(
  _ grid: CellGrid, named name: String, file: StaticString = #filePath,
  location: SourceLocation = #_sourceLocation
) throws {
  try expectGoldenScreen(
    grid, styles: .builtIn, named: name, file: file, location: location)
}

extension StyleMap {
  /// The roles of the built-in theme.
  static let builtIn: StyleMap = {
    let roles = Theme.Role.allCases.map { role in
      Role("\(role)", sign(of: role), Theme.builtIn.color(role))
    }
    return StyleMap(
      roles: roles, background: roles.first { $0.name == "background" } ?? roles[0], faint: "quiet")
  }()

  private static func sign(of role: Theme.Role) -> Character {
    switch role {
    case .background: "o"
    case .selection: "l"
    case .quiet: "q"
    case .dim: "d"
    case .text: "."
    case .strong: "s"
    case .train: "t"
    case .validation: "v"
    case .learningRate: "r"
    case .best: "b"
    case .good: "g"
    case .warning: "w"
    case .bad: "x"
    case .edit: "e"
    }
  }
}
