/// How a cell looks, apart from its character.
public struct Style: Hashable, Sendable {
  /// Extra weight and marks; each must be readable on a terminal without colour.
  public struct Attributes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Heavier strokes.
    public static let bold = Attributes(rawValue: 1)
    /// Fainter, where the terminal can.
    public static let dim = Attributes(rawValue: 2)
    /// A line below.
    public static let underline = Attributes(rawValue: 4)
    /// Foreground and background exchanged.
    public static let reverse = Attributes(rawValue: 8)
  }

  /// The colour of the strokes; nil for the terminal's own.
  public var foreground: Color?
  /// The colour behind; nil for the terminal's own.
  public var background: Color?
  /// Weight and marks.
  public var attributes: Attributes

  /// Makes a style; what is left out is the terminal's own.
  public init(
    _ foreground: Color? = nil, on background: Color? = nil, _ attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The terminal's own look.
  public static let plain = Style()

  /// The same with more attributes.
  public func adding(_ more: Attributes) -> Style {
    Style(foreground, on: background, attributes.union(more))
  }

  /// The same on another background.
  public func on(_ color: Color?) -> Style {
    Style(foreground, on: color, attributes)
  }
}
