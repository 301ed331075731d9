package import Cells

/// A page on which a figure is drawn, in pixels from its upper left corner.
package protocol FigureCanvas {
  /// Fills a rectangle.
  mutating func fill(_ area: FigureArea, _ color: Color)
  /// Draws a line through points, without what lies outside of the clipping area.
  mutating func line(_ points: [FigurePoint], _ stroke: FigureStroke, clip: FigureArea?)
  /// Fills circles around points, without those whose centre lies outside of the clipping area.
  mutating func dots(_ points: [FigurePoint], radius: Double, _ color: Color, clip: FigureArea?)
  /// Fills a shape.
  mutating func shape(_ corners: [FigurePoint], _ color: Color)
  /// Writes a line of text with its baseline at a point.
  mutating func text(_ text: String, at point: FigurePoint, _ style: FigureText)
}

/// The form of a text.
package struct FigureText: Equatable, Sendable {
  /// The part of the text that lies at its point.
  package enum Anchor: String, Equatable, Sendable {
    case start, middle, end
  }

  package var color: Color
  /// The height of the letters in pixels.
  package var size: Double
  package var isBold: Bool
  package var anchor: Anchor

  /// Creates a form.
  package init(
    _ color: Color, size: Double = 12, isBold: Bool = false, anchor: Anchor = .start
  ) {
    self.color = color
    self.size = size
    self.isBold = isBold
    self.anchor = anchor
  }

  /// The width of a text, as estimated for the usual fonts without serifs.
  ///
  /// - Complexity: O(letters).
  package func width(of text: String) -> Double {
    let parts = text.unicodeScalars.reduce(0.0) { sum, scalar in
      switch scalar {
      case "i", "j", "l", ".", ",", ":", ";", "'", "|", "!", "I", " ": sum + 0.3
      case "f", "t", "r", "(", ")", "[", "]", "/", "-": sum + 0.37
      case "m", "w", "M", "W", "@", "%": sum + 0.88
      case "=", "+", "<", ">", "~": sum + 0.84
      case "0"..."9": sum + 0.64
      case "A"..."Z": sum + 0.7
      case "\u{1100}"...: sum + (scalar.value >= 0x2E80 ? 1 : 0.6)
      default: sum + 0.57
      }
    }
    return parts * size * (isBold ? 1.07 : 1)
  }

  /// A text that fits a width: its beginning with `…` where it is longer.
  package func fitted(_ text: String, _ width: Double) -> String {
    if self.width(of: text) <= width { return text }
    var short = text
    while !short.isEmpty, self.width(of: short + "…") > width { short.removeLast() }
    return short + "…"
  }
}
