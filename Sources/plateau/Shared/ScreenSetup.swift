import CommandEntry
import Configuration
import Dashboard
import PlateauRuntime
import SystemFiles
import Themes

/// Everything of a person's own that a screen begins with: themes, settings and remembered views.
struct ScreenSetup {
  private let themes: ThemeFiles
  private let file: ConfigurationFile?

  /// Reads the person's files.
  init() {
    themes = ThemeFiles.find()
    file = PersonalConfiguration.read(
      names: PersonalConfiguration.names(themes: themes.themes.map(\.name)))
  }

  /// The settings.
  private var settings: ScreenConfiguration { file?.settings ?? ScreenConfiguration() }

  /// The themes and the one to begin with.
  ///
  /// - Parameters:
  ///   - name: The theme of the command line; nil for that of the person.
  ///   - memory: The memory of an earlier choice; nil for a frame that looks the same to everybody.
  func selection(_ name: String?, _ memory: ViewMemory?) -> ThemeSelection {
    let name = name ?? own(memory) ?? settings.theme(isLight: false)
    return ThemeSelection(themes.themes.map(\.theme), index: themes.index(of: name))
  }

  /// The themes of a list of runs, for a dark and for a light background.
  ///
  /// - Parameter name: The theme of the command line; nil for that of the person.
  func themes(_ name: String?) -> (dark: Theme, light: Theme) {
    let chosen = name ?? own(ViewMemory(of: []))
    func theme(isLight: Bool) -> Theme {
      themes.themes[themes.index(of: chosen ?? settings.theme(isLight: isLight))].theme
    }
    return (theme(isLight: false), theme(isLight: true))
  }

  /// The person's theme: that of the settings, else the one chosen last; nil when the terminal's
  /// background decides.
  private func own(_ memory: ViewMemory?) -> String? {
    if let theme = settings.theme { return theme }
    return memory?.theme.flatMap { name in themes.themes.contains { $0.name == name } ? name : nil }
  }

  /// Gives a screen the settings, and the view in which its runs were left.
  ///
  /// - Parameter theme: The theme of the command line; nil for that of the settings.
  func apply(to state: inout DashboardState, memory: ViewMemory?, theme: String?) {
    var remark: String?
    if let problems = file?.problems {
      let others = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
      remark = problems.first.map { $0 + others + "; plateau config --check lists them" }
    } else {
      remark = "\(PersonalConfiguration.path): cannot be read, or is not text"
    }
    state.timeZone = LocalTime(state.now).zone
    state.adopt(
      settings, view: memory?.view, followsBackground: theme == nil && own(memory) == nil,
      commands: memory?.commands ?? EntryHistory(), remark: remark)
  }
}
