/// The colours and attributes of a cell.
public struct Style: Hashable, Sendable {
  /// Attributes that work on a terminal without colour.
  public struct Attributes: OptionSet, Hashable, Sendable {
    /// The attributes as bits.
    public let rawValue: UInt8
    /// Creates attributes from bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Bold text.
    public static let bold = Attributes(rawValue: 1)
    /// Faint text, where the terminal supports it.
    public static let dim = Attributes(rawValue: 2)
    /// Underlined text.
    public static let underline = Attributes(rawValue: 4)
    /// Foreground and background swapped.
    public static let reverse = Attributes(rawValue: 8)
  }

  /// The colour of the text; nil for the terminal's default.
  public var foreground: Color?
  /// The colour behind the text; nil for the terminal's default.
  public var background: Color?
  /// Bold, dim, underline and reverse.
  public var attributes: Attributes

  /// Creates a style; omitted colours are the terminal's defaults.
  public init(
    _ foreground: Color? = nil, on background: Color? = nil, _ attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The terminal's default style.
  public static let plain = Style()

  /// This style with additional attributes.
  public func adding(_ more: Attributes) -> Style {
    Style(foreground, on: background, attributes.union(more))
  }

  /// This style on another background.
  public func on(_ color: Color?) -> Style {
    Style(foreground, on: color, attributes)
  }
}
