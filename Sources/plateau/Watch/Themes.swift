import ArgumentParser
import Cells
import Charts
import Dashboard
import NcursesSurface
import Themes

/// `plateau themes`: lists the themes.
struct Themes: PlateauCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes",
    abstract: "List the themes, each with its colours.",
    discussion: """
      A theme is a base16 or base24 scheme in YAML, or a .theme file of btop. Put more into ~/.config/plateau/themes, and choose \
      one with plateau train --theme NAME or with the key t in the dashboard.
      """)

  func perform() throws {
    let found = ThemeFiles.find()
    let showsColors = Terminal.isOutputTerminal && Terminal.environment("NO_COLOR").isEmpty
    let depth = NcursesSurface.announcedDepth
    for (name, theme) in found.themes {
      let swatch =
        showsColors ? theme.palette.map { Self.block($0, depth) }.joined() + "\u{1B}[0m  " : ""
      print("\(swatch)\(name.sanitized.padded(to: 18))\(theme.isLight ? "light" : "dark")")
    }
    if showsColors, depth < .trueColor {
      print("in 256 colours, as the dashboard has here; COLORTERM=truecolor announces all")
    }
    if found.themes.count == 1 {
      print("others are looked for in \(ThemeFiles.searched.joined(separator: ", "))")
    }
    for problem in found.problems { Terminal.printError(problem) }
  }

  private static func block(_ color: Color, _ depth: ColorDepth) -> String {
    ANSIStyle(depth: depth).code(Style(on: color)) + "  "
  }
}
