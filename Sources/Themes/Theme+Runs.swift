public import Cells

/// The colours of runs that are compared.
extension Theme {
  /// The number of runs with a colour of their own.
  public static let distinctRuns = 12

  /// The colour of a run by its index: twelve that are easy to tell apart, then the first again.
  public func run(_ number: Int) -> Color {
    let colors = isLight ? Self.onLight : Self.onDark
    return colors[number % colors.count]
  }

  /// Colours for a light background; the first six follow Wong 2011, doi:10.1038/nmeth.1618.
  private static let onLight = [
    Color(0, 114, 178), Color(213, 94, 0), Color(0, 142, 104), Color(178, 60, 140),
    Color(176, 124, 0), Color(60, 64, 72), Color(44, 40, 205), Color(150, 20, 40),
    Color(96, 134, 20), Color(110, 84, 190), Color(132, 88, 52), Color(238, 50, 125),
  ]
  private static let onDark = [
    Color(96, 170, 240), Color(240, 154, 91), Color(80, 200, 150), Color(236, 130, 200),
    Color(250, 224, 80), Color(225, 230, 236), Color(90, 220, 235), Color(240, 113, 120),
    Color(170, 210, 90), Color(170, 150, 250), Color(176, 122, 104), Color(222, 70, 222),
  ]
}
