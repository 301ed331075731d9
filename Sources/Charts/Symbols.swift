public import Cells

/// The characters that a screen is drawn with: braille, else blocks, else ASCII.
public struct Symbols: Equatable, Sendable {
  /// The dots of curves in one cell.
  public enum Dots: Equatable, Sendable {
    /// 2 × 4, braille patterns.
    case braille
    /// 2 × 2, quarter blocks.
    case block
    /// 1 × 2, apostrophe, dot and colon.
    case ascii
  }

  /// The dots of curves.
  public var dots: Dots
  /// The corners of a frame: top left, top right, bottom left, bottom right.
  public var frame: (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar, Unicode.Scalar)
  /// A horizontal line.
  public var across: Unicode.Scalar
  /// A vertical line.
  public var down: Unicode.Scalar
  /// A faint horizontal line behind curves.
  public var guide: Unicode.Scalar
  /// The columns from one character of such a line to the next: more where it would look like a curve.
  public var guideStep = 1
  /// A horizontal line with a meaning, such as a value to beat.
  public var level: Unicode.Scalar
  /// A faint vertical line behind curves.
  public var upright: Unicode.Scalar
  /// A full and an empty step of a gauge.
  public var gauge: (full: Unicode.Scalar, empty: Unicode.Scalar)
  /// The cells of a bar from 1/8 to full; a single entry when there are no partial ones.
  public var bar: [Unicode.Scalar]
  /// The two ends of a bar.
  public var barEnds: (Unicode.Scalar, Unicode.Scalar)
  /// True when lines have patterns instead of colours.
  public var hasPatterns = false
  /// A dashed line, as a sign before its value.
  public var dashes: String
  /// A measured point.
  public var point: Unicode.Scalar
  /// The best point.
  public var star: Unicode.Scalar
  /// A former best value or saved weights, on the line of events.
  public var tick: Unicode.Scalar
  /// A cut of the learning rate.
  public var cut: Unicode.Scalar
  /// A change of the learning rate by a schedule.
  public var schedule: Unicode.Scalar
  /// A saved checkpoint.
  public var disk: Unicode.Scalar
  /// A pause.
  public var pause: Unicode.Scalar
  /// A change by the user.
  public var edit: Unicode.Scalar
  /// A warning.
  public var warning: Unicode.Scalar
  /// An end.
  public var stop: Unicode.Scalar
  /// The chosen row.
  public var pointer: Unicode.Scalar
  /// The better direction: up or down.
  public var direction: (up: Unicode.Scalar, down: Unicode.Scalar)
  /// The arrow between an old and a new value.
  public var arrow: String
  /// The separator of remarks.
  public var separator: String
  /// The sign of cut text.
  public var ellipsis: Unicode.Scalar
  /// Something is active.
  public var live: Unicode.Scalar
  /// A playback that is playing.
  public var play: Unicode.Scalar
  /// A request without an answer.
  public var pending: Unicode.Scalar

  /// The heights of a cell, ascending, for curves in one row; never a full cell, so that rows stay
  /// separate.
  public var levels: [Unicode.Scalar]
  /// The shades of nested bands without colours, from the outermost to their middle.
  public var shades: [Unicode.Scalar]
  /// A count of zero.
  public var nothing: Unicode.Scalar
  /// The lines of a found box in an image.
  public var outline: Outline
  /// The corners of a true box.
  public var corners: Outline
  /// True when an image has two pixels per cell; otherwise it consists of coloured blanks.
  public var hasHalfBlocks: Bool

  /// The lines of a box over an image.
  public struct Outline: Sendable {
    /// The corners: top left, top right, bottom left, bottom right.
    public var corners: (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar, Unicode.Scalar)
    /// A horizontal line.
    public var across: Unicode.Scalar
    /// A vertical line.
    public var down: Unicode.Scalar
  }

  /// Compares by dots and half blocks.
  public static func == (a: Symbols, b: Symbols) -> Bool {
    a.dots == b.dots && a.hasHalfBlocks == b.hasHalfBlocks
  }

  /// The best symbols that a terminal can draw.
  ///
  /// Without colours there are no half blocks, which would be an even grey, and lines have patterns.
  public static func fitting(isUnicode: Bool, colorDepth: ColorDepth) -> Symbols {
    var symbols = isUnicode ? braille : ascii
    if colorDepth == .none {
      symbols.hasHalfBlocks = false
      symbols.hasPatterns = true
      symbols.guideStep = 4
    }
    return symbols
  }

  /// For terminals with a full Unicode font.
  public static let braille = Symbols(
    dots: .braille, frame: ("╭", "╮", "╰", "╯"), across: "─", down: "│", guide: "┈", level: "╌",
    upright: "┊",
    gauge: ("▰", "▱"), bar: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"], barEnds: ("▕", "▏"),
    dashes: "┄", point: "•", star: "★", tick: "┴", cut: "▼", schedule: "~", disk: "●",
    pause: "‖", edit: "✎", warning: "!", stop: "■", pointer: "▸", direction: ("↑", "↓"),
    arrow: "→", separator: "·", ellipsis: "…", live: "●", play: "▶", pending: "…",
    levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇"], shades: ["·", "░", "▒", "▓", "█"], nothing: "·",
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
    dots: .ascii, frame: ("+", "+", "+", "+"), across: "-", down: "|", guide: ".", guideStep: 4,
    level: "-", upright: "|",
    gauge: ("#", "."), bar: ["#"], barEnds: ("[", "]"),
    dashes: "..", point: "o", star: "*", tick: "'", cut: "v", schedule: "~", disk: "o",
    pause: "=", edit: "e", warning: "!", stop: "X", pointer: ">", direction: ("^", "v"),
    arrow: "->", separator: "-", ellipsis: ".", live: "*", play: ">", pending: "?",
    levels: ["_", ".", "-", "=", "+", "*", "#"], shades: [",", ":", "+", "#", "@"], nothing: ".",
    outline: Outline(corners: ("+", "+", "+", "+"), across: "-", down: "|"),
    corners: Outline(corners: ("*", "*", "*", "*"), across: "=", down: ":"), hasHalfBlocks: false)
}
