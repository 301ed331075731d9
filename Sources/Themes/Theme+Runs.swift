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

  /// Colours for a light background; the first seven follow Wong 2011, doi:10.1038/nmeth.1618.
  private static let onLight = [
    Color(0, 114, 178), Color(213, 94, 0), Color(0, 142, 104), Color(178, 60, 140),
    Color(176, 124, 0), Color(60, 64, 72), Color(40, 144, 200), Color(150, 20, 40),
    Color(96, 134, 20), Color(110, 84, 190), Color(132, 88, 52), Color(214, 102, 138),
  ]
  private static let onDark = [
    Color(96, 170, 240), Color(240, 154, 91), Color(80, 200, 150), Color(236, 130, 200),
    Color(242, 200, 107), Color(201, 209, 219), Color(120, 220, 240), Color(240, 113, 120),
    Color(170, 210, 90), Color(170, 150, 250), Color(212, 165, 133), Color(60, 170, 180),
  ]
}
