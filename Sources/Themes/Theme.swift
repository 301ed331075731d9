public import Cells

/// The colours of the screen: a base16 palette and the roles of its entries.
public struct Theme: Equatable, Sendable {
  /// The name by which users choose the theme.
  public var name: String
  /// True when the background is light.
  public var isLight: Bool
  /// The colours base00 … base0F.
  public var palette: [Color]

  /// Creates a theme.
  ///
  /// - Precondition: `palette` has sixteen colours.
  public init(name: String, isLight: Bool, palette: [Color]) {
    precondition(palette.count == 16, "a base16 palette has sixteen colours")
    self.name = name
    self.isLight = isLight
    self.palette = palette
  }

  /// The meaning of a colour, the same in every theme.
  public enum Role: Sendable, CaseIterable {
    /// The screen's background.
    case background
    /// Chosen rows.
    case selection
    /// Borders and guides.
    case quiet
    /// Labels.
    case dim
    /// Normal text.
    case text
    /// Prominent text.
    case strong
    /// Training curves.
    case train
    /// Validation curves.
    case validation
    /// The learning rate.
    case learningRate
    /// Best values.
    case best
    /// Everything is fine.
    case good
    /// Patience is running out, or something waits.
    case warning
    /// Stopped or failed.
    case bad
    /// Changes by the user.
    case edit
  }

  /// The colour of a role.
  public func color(_ role: Role) -> Color {
    switch role {
    case .background: palette[0x0]
    case .selection: palette[0x2]
    case .quiet: palette[0x3].mixed(with: palette[0x0], 0.25)
    case .dim: palette[0x4].mixed(with: palette[0x0], 0.1)
    case .text: palette[0x5]
    case .strong: palette[0x7]
    case .train: palette[0xD]
    case .validation: palette[0xC]
    case .learningRate: palette[0xE]
    case .best: palette[0xA]
    case .good: palette[0xB]
    case .warning: palette[0x9]
    case .bad: palette[0x8]
    case .edit: palette[0xF]
    }
  }

  /// A style in a role's colour.
  ///
  /// The style of `quiet` is also dim, for terminals without colour.
  public func style(_ role: Role, _ attributes: Style.Attributes = []) -> Style {
    Style(color(role), on: nil, role == .quiet ? attributes.union(.dim) : attributes)
  }

  /// The theme that needs no file.
  public static let builtIn = Theme(
    name: "plateau", isLight: false,
    palette: [
      Color(0x16, 0x1A, 0x21), Color(0x1E, 0x24, 0x2D), Color(0x2A, 0x33, 0x3F),
      Color(0x6B, 0x78, 0x88), Color(0x93, 0xA0, 0xB0), Color(0xC9, 0xD1, 0xDB),
      Color(0xDF, 0xE5, 0xEC), Color(0xF2, 0xF5, 0xF8), Color(0xF0, 0x71, 0x78),
      Color(0xF0, 0x9A, 0x5B), Color(0xF2, 0xC8, 0x6B), Color(0x8F, 0xCB, 0x7B),
      Color(0x5F, 0xCF, 0xC4), Color(0x6F, 0xA8, 0xF0), Color(0xC4, 0x96, 0xE8),
      Color(0xD4, 0xA5, 0x85),
    ])
}
