/// Charts of runs for a page: titles, axes, lines and a legend.
package struct Figure: Equatable, Sendable {
  /// The title above all charts; empty for none.
  package var title: String
  /// The charts, row by row.
  package var panels: [FigurePanel]
  /// The names of the runs; empty for one run.
  package var legend: [FigurePanel.Sample]
  /// The horizontal axis of all charts.
  package var axis: FigureAxis
  /// The colours.
  package var colors: FigureColors
  /// The width and height in pixels; nil for what the charts need.
  package var size: FigureSize?

  /// Creates a figure.
  package init(
    title: String, panels: [FigurePanel], legend: [FigurePanel.Sample] = [], axis: FigureAxis,
    colors: FigureColors = .light, size: FigureSize? = nil
  ) {
    self.title = title
    self.panels = panels
    self.legend = legend
    self.axis = axis
    self.colors = colors
    self.size = size
  }
}

/// A width and a height in pixels.
package struct FigureSize: Equatable, Sendable {
  package var width: Double
  package var height: Double

  /// Creates a size.
  package init(_ width: Double, _ height: Double) {
    self.width = width
    self.height = height
  }
}
