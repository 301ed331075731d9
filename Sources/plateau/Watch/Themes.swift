import ArgumentParser
import Cells
import Dashboard
import Themes

/// `plateau themes`: lists the themes.
struct Themes: PlateauCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the themes, each with its colours.",
    discussion: """
      A theme is a base16 or base24 scheme in YAML, or a .theme file of btop. Put more into ~/.config/plateau/themes, and choose \
      one with plateau train --theme NAME or with the key t in the dashboard.
      """)

  func perform() throws {
    let found = ThemeFiles.find()
    let showsColors = Terminal.isOutputTerminal && Terminal.environment("NO_COLOR").isEmpty
    for (name, theme) in found.themes {
      let swatch = showsColors ? theme.palette.map(Self.block).joined() + "\u{1B}[0m  " : ""
      print("\(swatch)\(name.sanitized.padded(to: 18))\(theme.isLight ? "light" : "dark")")
    }
    for problem in found.problems { Terminal.printError(problem) }
  }

  private static func block(_ color: Color) -> String {
    "\u{1B}[48;2;\(color.red);\(color.green);\(color.blue)m  "
  }
}
