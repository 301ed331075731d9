/// The places of a figure's parts on its page.
struct FigureLayout {
  /// The size of the page.
  let size: FigureSize
  /// The areas of the panels, with their titles and axes.
  let panels: [FigureArea]
  /// The upper left corners of the entries of the legend.
  let legend: [FigurePoint]

  /// The height of the title.
  static let titleHeight = 30.0
  /// The height of a row of the legend.
  static let legendHeight = 20.0
  /// The length of a line in the legend, with the gap behind it.
  static let sampleWidth = 30.0
  private static let margin = 16.0
  private static let gap = 18.0
  /// The size of a panel, when nothing else is asked for.
  private static let usual = FigureSize(460, 300)
  private static let alone = FigureSize(640, 400)

  init(_ figure: Figure, _ style: FigureText) {
    let count = max(1, figure.panels.count)
    let columns = count == 1 ? 1 : count <= 4 ? 2 : 3
    let rows = (count + columns - 1) / columns
    let usual = count == 1 ? Self.alone : Self.usual
    let width =
      figure.size?.width
      ?? 2 * Self.margin + Double(columns) * usual.width + Double(columns - 1) * Self.gap
    var y = Self.margin
    if !figure.title.isEmpty { y += Self.titleHeight }
    // The legend flows in rows as a text does.
    var places: [FigurePoint] = []
    var x = Self.margin
    for entry in figure.legend {
      let wide = Self.sampleWidth + style.width(of: entry.name) + 18
      if x > Self.margin, x + wide > width - Self.margin {
        x = Self.margin
        y += Self.legendHeight
      }
      places.append(FigurePoint(x, y))
      x += wide
    }
    if !places.isEmpty { y += Self.legendHeight + 6 }
    legend = places
    let free = figure.size.map { $0.height - y - Self.margin }
    let high = free.map { ($0 - Double(rows - 1) * Self.gap) / Double(rows) } ?? usual.height
    let wide = (width - 2 * Self.margin - Double(columns - 1) * Self.gap) / Double(columns)
    let top = y
    panels = figure.panels.indices.map { index in
      FigureArea(
        x: Self.margin + Double(index % columns) * (wide + Self.gap),
        y: top + Double(index / columns) * (high + Self.gap), width: wide, height: max(60, high))
    }
    let used = top + Double(rows) * high + Double(rows - 1) * Self.gap + Self.margin
    size = FigureSize(width, figure.size?.height ?? used)
  }
}
