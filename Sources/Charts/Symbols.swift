public import Cells

/// The characters a screen is drawn with: braille where the terminal can, else blocks, else ASCII.
public struct Symbols: Equatable, Sendable {
  /// How many dots of a curve one cell holds, and with what they are drawn.
  public enum Dots: Equatable, Sendable {
    /// 2 × 4, braille patterns.
    case braille
    /// 2 × 2, quarter blocks.
    case block
    /// 1 × 2, apostrophe, dot and colon.
    case ascii
  }

  /// How curves are drawn.
  public var dots: Dots
  /// Corners and lines of a frame: top left, top right, bottom left, bottom right, across, down.
  public var frame: (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar, Unicode.Scalar)
  /// A line across.
  public var across: Unicode.Scalar
  /// A line down.
  public var down: Unicode.Scalar
  /// A quiet line across behind curves.
  public var guide: Unicode.Scalar
  /// A line across that means something, such as a value to beat.
  public var level: Unicode.Scalar
  /// A quiet line down behind curves.
  public var upright: Unicode.Scalar
  /// A full and an empty step of a gauge.
  public var gauge: (full: Unicode.Scalar, empty: Unicode.Scalar)
  /// A bar's cells by eighths, from 1/8 to full; one entry where there are no parts.
  public var bar: [Unicode.Scalar]
  /// What stands at both ends of a bar.
  public var barEnds: (Unicode.Scalar, Unicode.Scalar)
  /// A measured point.
  public var point: Unicode.Scalar
  /// The best point.
  public var star: Unicode.Scalar
  /// A cut of the learning rate.
  public var cut: Unicode.Scalar
  /// A saved checkpoint.
  public var disk: Unicode.Scalar
  /// A pause.
  public var pause: Unicode.Scalar
  /// An edit by a person.
  public var edit: Unicode.Scalar
  /// A warning.
  public var warning: Unicode.Scalar
  /// An end.
  public var stop: Unicode.Scalar
  /// The chosen row.
  public var pointer: Unicode.Scalar
  /// Better larger, better smaller.
  public var direction: (up: Unicode.Scalar, down: Unicode.Scalar)
  /// From one value to another.
  public var arrow: String
  /// Between two remarks.
  public var separator: String
  /// Text was cut here.
  public var ellipsis: Unicode.Scalar
  /// Something works.
  public var live: Unicode.Scalar
  /// A playback that goes on.
  public var play: Unicode.Scalar
  /// Tied to something that is asked and not answered.
  public var pending: Unicode.Scalar

  /// Heights of a cell from the lowest, for curves in one row; never full, so that rows stay apart.
  public var levels: [Unicode.Scalar]
  /// A count of zero.
  public var nothing: Unicode.Scalar
  /// The lines of a box that was found in a picture.
  public var outline: Outline
  /// The corners of a box that is true.
  public var corners: Outline
  /// Whether a picture has two pixels a cell; else it is made of blanks on a colour.
  public var hasHalfBlocks: Bool

  /// The lines of a box over a picture.
  public struct Outline: Sendable {
    /// Top left, top right, bottom left, bottom right.
    public var corners: (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar, Unicode.Scalar)
    /// A line across.
    public var across: Unicode.Scalar
    /// A line down.
    public var down: Unicode.Scalar
  }

  public static func == (a: Symbols, b: Symbols) -> Bool {
    a.dots == b.dots && a.hasHalfBlocks == b.hasHalfBlocks
  }

  /// The best a terminal can draw.
  ///
  /// Half blocks without colours would be an even grey.
  public static func fitting(isUnicode: Bool, colorDepth: ColorDepth) -> Symbols {
    var symbols = isUnicode ? braille : ascii
    if colorDepth == .none { symbols.hasHalfBlocks = false }
    return symbols
  }

  /// For terminals with a full Unicode font.
  public static let braille = Symbols(
    dots: .braille, frame: ("╭", "╮", "╰", "╯"), across: "─", down: "│", guide: "┈", level: "╌",
    upright: "┊",
    gauge: ("▰", "▱"), bar: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"], barEnds: ("▕", "▏"),
    point: "•", star: "★", cut: "▼", disk: "●",
    pause: "‖", edit: "✎", warning: "!", stop: "■", pointer: "▸", direction: ("↑", "↓"),
    arrow: "→", separator: "·", ellipsis: "…", live: "●", play: "▶", pending: "…",
    levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇"], nothing: "·",
    outline: Outline(corners: ("┌", "┐", "└", "┘"), across: "─", down: "│"),
    corners: Outline(corners: ("┏", "┓", "┗", "┛"), across: "━", down: "┃"), hasHalfBlocks: true)

  /// For fonts without braille.
  public static let block: Symbols = {
    var symbols = braille
    symbols.dots = .block
    return symbols
  }()

  /// For terminals whose locale is not UTF-8.
  public static let ascii = Symbols(
    dots: .ascii, frame: ("+", "+", "+", "+"), across: "-", down: "|", guide: ".", level: "-",
    upright: "|",
    gauge: ("#", "."), bar: ["#"], barEnds: ("[", "]"),
    point: "o", star: "*", cut: "v", disk: "o",
    pause: "=", edit: "e", warning: "!", stop: "X", pointer: ">", direction: ("^", "v"),
    arrow: "->", separator: "-", ellipsis: ".", live: "*", play: ">", pending: "?",
    levels: ["_", ".", "-", "=", "+", "*", "#"], nothing: ".",
    outline: Outline(corners: ("+", "+", "+", "+"), across: "-", down: "|"),
    corners: Outline(corners: ("*", "*", "*", "*"), across: "=", down: ":"), hasHalfBlocks: false)
}
