/// Draws a figure on a page.
package struct FigureDrawing {
  private let figure: Figure
  private let layout: FigureLayout
  private let label: FigureText

  /// Prepares a figure.
  package init(_ figure: Figure) {
    self.figure = figure
    label = FigureText(figure.colors.text)
    layout = FigureLayout(figure, label)
  }

  /// The size of the page.
  package var size: FigureSize { layout.size }

  /// Draws the figure.
  ///
  /// - Complexity: O(points).
  package func draw(on canvas: inout some FigureCanvas) {
    let colors = figure.colors
    canvas.fill(FigureArea(x: 0, y: 0, width: size.width, height: size.height), colors.page)
    if !figure.title.isEmpty {
      let style = FigureText(colors.strong, size: 16, isBold: true)
      canvas.text(
        style.fitted(figure.title, size.width - 32), at: FigurePoint(16, 33), style)
    }
    for (entry, place) in zip(figure.legend, layout.legend) {
      let middle = place.y + FigureLayout.legendHeight / 2
      canvas.line(
        [FigurePoint(place.x, middle), FigurePoint(place.x + 22, middle)], entry.stroke, clip: nil)
      canvas.text(
        entry.name, at: FigurePoint(place.x + FigureLayout.sampleWidth, middle + 4), label)
    }
    // The axes of one column stand below each other.
    let charts = Array(zip(figure.panels, layout.panels))
    let gutters = charts.map { PanelDrawing.gutter($0, in: $1, of: figure) }
    for (panel, area) in charts {
      let column = charts.indices.filter { charts[$0].1.x == area.x }
      let gutter = column.map { gutters[$0] }.max() ?? 0
      PanelDrawing(panel, in: area, of: figure, gutter: gutter).draw(on: &canvas)
    }
  }

  /// The figure as an SVG document.
  package static func svg(_ figure: Figure) -> String {
    let drawing = FigureDrawing(figure)
    let names = figure.panels.map(\.title).joined(separator: ", ")
    let title = figure.title.isEmpty ? names : "\(figure.title): \(names)"
    var canvas = SVGCanvas(drawing.size, title: title)
    drawing.draw(on: &canvas)
    return canvas.document
  }
}
