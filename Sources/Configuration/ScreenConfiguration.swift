public import Alarms

/// The settings of the screen that a person keeps in `config.yaml`.
public struct ScreenConfiguration: Equatable, Sendable {
  /// The name of a theme; nil for one that fits the terminal's background.
  public var theme: String?
  /// The name of the theme for terminals with a dark background.
  public var darkTheme = "plateau"
  /// The name of the theme for terminals with a light background.
  public var lightTheme = "paper"
  /// The view of a run that has not been looked at before.
  public var view = ViewSettings()
  /// The arrangement of the screen.
  public var layout = LayoutSettings()
  /// The limits of alarms, and how they are given.
  public var alarms = AlarmSettings()
  /// The keys that differ from the usual ones.
  public var keys = KeyAssignments()

  /// Creates the settings that hold without a file.
  public init() {}

  /// The name of the theme for a background.
  ///
  /// - Parameter isLight: True for a light background, and false when nothing is known of it.
  public func theme(isLight: Bool) -> String { theme ?? (isLight ? lightTheme : darkTheme) }
}
