internal import CCairo
package import Figures

/// A figure as PNG, drawn by libcairo, which is loaded for it.
package enum FigureImage {
  /// The PNG of a figure.
  ///
  /// - Parameter scale: The pixels per unit of the figure's size.
  /// - Throws: `FigureImageError` when libcairo is missing or the image is too large.
  package static func png(_ figure: Figure, scale: Double) throws(FigureImageError) -> [UInt8] {
    if let reason = plateau_cairo_load() {
      throw FigureImageError(
        reason: "needs libcairo (on Debian: apt install libcairo2): \(String(cString: reason))")
    }
    let drawing = FigureDrawing(figure)
    guard var canvas = CairoCanvas(drawing.size, scale: scale) else {
      throw FigureImageError(reason: "the image is too large")
    }
    drawing.draw(on: &canvas)
    return try canvas.png()
  }
}

/// The reason why an image cannot be made.
package struct FigureImageError: Error, Equatable {
  /// The reason in words.
  package let reason: String
}
