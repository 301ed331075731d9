internal import BareFoundation
package import Charts

/// One chart of a figure: lines over a common axis.
package struct FigurePanel: Equatable, Sendable {
  /// A line of the legend.
  package struct Sample: Equatable, Sendable {
    /// The name of the line.
    package var name: String
    /// Its pen.
    package var stroke: FigureStroke

    /// Creates a line of the legend.
    package init(_ name: String, _ stroke: FigureStroke) {
      self.name = name
      self.stroke = stroke
    }
  }

  /// A point that stands out, with its value in words.
  package struct Best: Equatable, Sendable {
    /// The point in the units of the data.
    package var point: FigurePoint
    /// The words beside it.
    package var text: String
    /// True when nothing lies above it; false when nothing lies below.
    package var isHighest: Bool

    /// Creates a point that stands out.
    package init(_ point: FigurePoint, _ text: String, isHighest: Bool) {
      self.point = point
      self.text = text
      self.isHighest = isHighest
    }
  }

  /// The name of the quantity.
  package var title: String
  /// The lines; later ones lie above earlier ones.
  package var lines: [FigureLine]
  /// The names of the lines; empty where the figure's legend names them.
  package var legend: [Sample]
  /// The best value; nil for none.
  package var best: Best?
  /// The vertical axis; nil when there is nothing to draw.
  package var yScale: AxisScale?

  /// Creates a panel with an axis that shows every line but those of the background.
  ///
  /// - Parameters:
  ///   - isLogarithmic: True for a logarithmic axis, which needs values above 0.
  ///   - range: The range of the vertical axis; nil for one that fits.
  package init(
    title: String, lines: [FigureLine], legend: [Sample] = [], best: Best? = nil,
    isLogarithmic: Bool = false, range: ClosedRange<Double>? = nil
  ) {
    self.title = title
    self.lines = lines
    self.legend = legend
    self.best = best
    let shown = lines.filter { !$0.isBackground }.flatMap(\.points)
    var values = (shown.isEmpty ? lines.flatMap(\.points) : shown).map(\.y)
    if let best {
      values += Self.room(for: best, among: values, isLogarithmic: isLogarithmic)
    }
    yScale =
      range.map { AxisScale($0.lowerBound, $0.upperBound, isLogarithmic: isLogarithmic) }
      ?? .fitting(values, isLogarithmic: isLogarithmic)
  }

  /// A value beyond the best one, so that its words have room.
  private static func room(for best: Best, among values: [Double], isLogarithmic: Bool) -> [Double]
  {
    let finite = values.filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    guard let low = finite.min(), let high = finite.max(), low < high else { return [] }
    if isLogarithmic {
      let factor = high / low
      return [best.isHighest ? high * pow(factor, 0.1) : low / pow(factor, 0.1)]
    }
    let span = (high - low) * 0.1
    return [best.isHighest ? high + span : low - span]
  }
}
