package import Cells

/// A page as an SVG document.
package struct SVGCanvas: FigureCanvas {
  private let size: FigureSize
  private let title: String
  private var body = ""
  /// The clipping areas with their names.
  private var clips: [FigureArea] = []

  /// Creates an empty page.
  ///
  /// - Parameter title: The title for screen readers.
  package init(_ size: FigureSize, title: String) {
    self.size = size
    self.title = title
  }

  /// The document.
  package var document: String {
    let (width, height) = (Self.number(size.width), Self.number(size.height))
    var out = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" \
      height="\(height)" font-family="Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif">
      <title>\(Self.escaped(title))</title>

      """
    if !clips.isEmpty {
      out += "<defs>\n"
      for (number, area) in clips.enumerated() {
        out += "<clipPath id=\"panel\(number + 1)\"><rect \(Self.corners(area))/></clipPath>\n"
      }
      out += "</defs>\n"
    }
    return out + body + "</svg>\n"
  }

  package mutating func fill(_ area: FigureArea, _ color: Color) {
    body += "<rect \(Self.corners(area)) fill=\"\(Self.hex(color))\"/>\n"
  }

  package mutating func line(
    _ points: [FigurePoint], _ stroke: FigureStroke, clip: FigureArea?
  ) {
    guard points.count > 1 else { return }
    let dashes =
      stroke.dashes.isEmpty
      ? "" : " stroke-dasharray=\"\(stroke.dashes.map(Self.number).joined(separator: " "))\""
    body += """
      <polyline points="\(Self.coordinates(points))" fill="none" stroke="\(Self.hex(stroke.color))" \
      stroke-width="\(Self.number(stroke.width))" stroke-linejoin="round" \
      stroke-linecap="\(stroke.dashes.isEmpty ? "round" : "butt")"\(dashes)\(attribute(clip))/>

      """
  }

  package mutating func dots(
    _ points: [FigurePoint], radius: Double, _ color: Color, clip: FigureArea?
  ) {
    let shown = points.filter { clip?.holds($0) ?? true }
    guard !shown.isEmpty else { return }
    body += "<g fill=\"\(Self.hex(color))\">\n"
    for point in shown {
      body += """
        <circle cx="\(Self.number(point.x))" cy="\(Self.number(point.y))" \
        r="\(Self.number(radius))"/>

        """
    }
    body += "</g>\n"
  }

  package mutating func shape(_ corners: [FigurePoint], _ color: Color) {
    body += "<polygon points=\"\(Self.coordinates(corners))\" fill=\"\(Self.hex(color))\"/>\n"
  }

  package mutating func text(_ text: String, at point: FigurePoint, _ style: FigureText) {
    let anchor = style.anchor == .start ? "" : " text-anchor=\"\(style.anchor.rawValue)\""
    body += """
      <text x="\(Self.number(point.x))" y="\(Self.number(point.y))" \
      font-size="\(Self.number(style.size))"\(style.isBold ? " font-weight=\"bold\"" : "") \
      fill="\(Self.hex(style.color))"\(anchor)>\(Self.escaped(text))</text>

      """
  }

  /// The reference to a clipping area, which is declared once.
  private mutating func attribute(_ clip: FigureArea?) -> String {
    guard let clip else { return "" }
    let number = clips.firstIndex(of: clip) ?? clips.count
    if number == clips.count { clips.append(clip) }
    return " clip-path=\"url(#panel\(number + 1))\""
  }

  private static func corners(_ area: FigureArea) -> String {
    """
    x="\(number(area.x))" y="\(number(area.y))" width="\(number(area.width))" \
    height="\(number(area.height))"
    """
  }

  private static func coordinates(_ points: [FigurePoint]) -> String {
    points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
  }

  /// A number with at most two decimals: a hundredth of a pixel.
  static func number(_ value: Double) -> String {
    let hundredths = (max(-1e7, min(1e7, value)) * 100).rounded()
    let whole = Int(hundredths)
    guard whole % 100 != 0 else { return String(whole / 100) }
    let (units, rest) = (abs(whole) / 100, abs(whole) % 100)
    let decimals = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
    return (whole < 0 ? "-" : "") + "\(units).\(decimals)"
  }

  private static func hex(_ color: Color) -> String {
    "#"
      + [color.red, color.green, color.blue].map { part in
        let digits = String(part, radix: 16)
        return digits.count < 2 ? "0" + digits : digits
      }.joined()
  }

  private static func escaped(_ text: String) -> String {
    text.sanitized.map { letter in
      switch letter {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      default: String(letter)
      }
    }.joined()
  }
}
