internal import CCairo
internal import Cells
internal import Figures

/// A page of pixels.
struct CairoCanvas: FigureCanvas {
  /// Frees the page with the last reference to it.
  private final class Page {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { plateau_page_close(pointer) }
  }

  private let owner: Page

  private var page: OpaquePointer { owner.pointer }

  /// Creates an empty page; nil when it is too large.
  init?(_ size: FigureSize, scale: Double) {
    guard let pointer = plateau_page_open(size.width, size.height, scale) else { return nil }
    owner = Page(pointer)
  }

  /// The page as PNG.
  func png() throws(FigureImageError) -> [UInt8] {
    var bytes: [UInt8] = []
    let reason = withUnsafeMutablePointer(to: &bytes) { target in
      plateau_page_write(
        page,
        { context, part, count in
          guard let context, let part else { return }
          context.assumingMemoryBound(to: [UInt8].self).pointee.append(
            contentsOf: UnsafeBufferPointer(start: part, count: count))
        }, target)
    }
    if let reason { throw FigureImageError(reason: String(cString: reason)) }
    return bytes
  }

  mutating func fill(_ area: FigureArea, _ color: Color) {
    plateau_page_fill(page, area.x, area.y, area.width, area.height, Self.ink(color))
  }

  mutating func line(_ points: [FigurePoint], _ stroke: FigureStroke, clip: FigureArea?) {
    clipped(clip) {
      let flat = Self.flat(points)
      plateau_page_line(
        page, flat, points.count, stroke.width, stroke.dashes, stroke.dashes.count,
        Self.ink(stroke.color))
    }
  }

  mutating func dots(_ points: [FigurePoint], radius: Double, _ color: Color, clip: FigureArea?) {
    for point in points where clip?.holds(point) ?? true {
      plateau_page_dot(page, point.x, point.y, radius, Self.ink(color))
    }
  }

  mutating func shape(_ corners: [FigurePoint], _ color: Color) {
    plateau_page_shape(page, Self.flat(corners), corners.count, Self.ink(color))
  }

  mutating func text(_ text: String, at point: FigurePoint, _ style: FigureText) {
    let anchor: Double =
      switch style.anchor {
      case .start: 0
      case .middle: 0.5
      case .end: 1
      }
    plateau_page_text(
      page, text.sanitized, point.x, point.y, style.size, style.isBold ? 1 : 0, anchor,
      Self.ink(style.color))
  }

  private func clipped(_ area: FigureArea?, _ draw: () -> Void) {
    if let area { plateau_page_clip(page, area.x, area.y, area.width, area.height) }
    draw()
    if area != nil { plateau_page_unclip(page) }
  }

  private static func flat(_ points: [FigurePoint]) -> [Double] { points.flatMap { [$0.x, $0.y] } }

  private static func ink(_ color: Color) -> plateau_ink {
    plateau_ink(
      red: Double(color.red) / 255, green: Double(color.green) / 255,
      blue: Double(color.blue) / 255)
  }
}
