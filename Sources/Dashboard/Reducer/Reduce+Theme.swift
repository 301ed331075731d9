internal import Cells
internal import Charts
internal import CommandEntry
internal import Configuration
internal import Dialogs
internal import Themes

/// Choosing a theme, which is shown while the list of themes is walked through.
extension DashboardState {
  private static let word = "theme "

  /// Opens the list of themes.
  mutating func chooseTheme() { mode = .typing(TextInput(.command, text: Self.word)) }

  /// Uses the person's theme for a light or a dark background, unless another one was chosen.
  mutating func useTheme(on background: Color) {
    guard followsBackground else { return }
    _ = themes.select(configuration.theme(isLight: background.isLight))
  }

  /// True while the name of a theme is typed or walked to.
  func choosesTheme(_ input: TextInput) -> Bool {
    input.purpose == .command && input.line.sought.hasPrefix(Self.word)
  }

  /// The list of the themes whose names match what is typed.
  func themeList(for line: EntryLine, _ symbols: Symbols) -> ThemeListView {
    let names = commandMenu.matches(for: line.sought).map { $0.line.dropFirst(Self.word.count) }
    return ThemeListView(
      names.map { name in ThemeListView.Row(String(name), themes.all.first { $0.name == name }) },
      chosen: line.walked, inUse: themes.inUse.name, theme: theme, symbols: symbols)
  }

  /// Shows the theme whose name has been typed or walked to, or the one in use.
  mutating func showTypedTheme() {
    guard case .typing(let input) = mode, input.purpose == .command,
      input.text.hasPrefix(Self.word)
    else { return themes.show(nil) }
    themes.show(String(input.text.dropFirst(Self.word.count)))
  }

  /// True while the arrows walk through the list of themes instead of earlier commands.
  func walksThroughThemes(_ input: TextInput) -> Bool {
    choosesTheme(input)
      && (input.line.walked != nil || input.text == Self.word)
  }
}
