public import Cells

/// Styles as the escape sequences of terminals.
public struct ANSIStyle: Equatable, Sendable {
  private let depth: ColorDepth

  /// Creates the sequences for the colours of a terminal.
  public init(depth: ColorDepth) { self.depth = depth }

  /// The sequence that replaces any style by this one.
  public func code(_ style: Style) -> String {
    var parts = ["0"]
    if style.attributes.contains(.bold) { parts.append("1") }
    if style.attributes.contains(.dim) { parts.append("2") }
    if style.attributes.contains(.underline) { parts.append("4") }
    if style.attributes.contains(.reverse) { parts.append("7") }
    if depth > .none {
      if let color = style.foreground {
        parts.append(self.color(color, base: 38, on: style.background))
      }
      if let color = style.background { parts.append(self.color(color, base: 48)) }
    }
    return "\u{1B}[\(parts.joined(separator: ";"))m"
  }

  private func color(_ color: Color, base: Int, on background: Color? = nil) -> String {
    switch depth {
    case .trueColor: return "\(base);2;\(color.red);\(color.green);\(color.blue)"
    case .palette: return "\(base);5;\(color.nearestOf256)"
    default:
      let index = base == 38 ? color.nearestANSI(on: background, of: 16) ?? 7 : color.nearestANSI()
      return "\(base - 8 + (index < 8 ? index : index + 52))"
    }
  }
}
