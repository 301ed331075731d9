package import Cells
package import Themes

/// The colours of a figure.
package struct FigureColors: Equatable, Sendable {
  /// The page.
  package var page: Color
  /// Titles.
  package var strong: Color
  /// Labels.
  package var text: Color
  /// The lines of the axes.
  package var axis: Color
  /// The grid behind the curves.
  package var grid: Color
  /// A training curve.
  package var train: Color
  /// A validation curve.
  package var validation: Color
  /// The learning rate.
  package var learningRate: Color
  /// Marks of best values.
  package var best: Color
  /// Runs that are compared, in order; a thirteenth run has the first colour again.
  package var runs: [Color]

  /// The colour of a run.
  package func run(_ number: Int) -> Color { runs[number % runs.count] }

  /// The colours of runs on a light or a dark page.
  private static func runs(isLight: Bool) -> [Color] {
    var theme = Theme.builtIn
    theme.isLight = isLight
    return (0..<Theme.distinctRuns).map(theme.run)
  }

  /// Dark on white, for papers; training and validation stay apart for the colour-blind
  /// (Wong 2011, doi:10.1038/nmeth.1618).
  package static let light = FigureColors(
    page: Color(255, 255, 255), strong: Color(17, 20, 24), text: Color(64, 70, 78),
    axis: Color(120, 126, 134), grid: Color(230, 232, 236), train: Color(0, 114, 178),
    validation: Color(213, 94, 0), learningRate: Color(122, 53, 171), best: Color(17, 20, 24),
    runs: runs(isLight: true))

  /// Light on dark, for slides.
  package static let dark = FigureColors(
    page: Color(22, 26, 33), strong: Color(242, 245, 248), text: Color(176, 186, 198),
    axis: Color(107, 120, 136), grid: Color(42, 49, 60), train: Color(96, 170, 240),
    validation: Color(240, 154, 91), learningRate: Color(196, 150, 232),
    best: Color(242, 245, 248),
    runs: runs(isLight: false))

  /// The colours of a theme of the screen.
  package init(_ theme: Theme) {
    let page = theme.color(.background)
    self = theme.isLight ? .light : .dark
    self.page = page
    strong = theme.color(.strong)
    text = theme.color(.text)
    axis = theme.color(.dim)
    grid = theme.color(.quiet).mixed(with: page, 0.75)
    train = theme.color(.train)
    validation = theme.color(.validation)
    learningRate = theme.color(.learningRate)
    best = theme.color(.best)
  }

  private init(
    page: Color, strong: Color, text: Color, axis: Color, grid: Color, train: Color,
    validation: Color, learningRate: Color, best: Color, runs: [Color]
  ) {
    (self.page, self.strong, self.text) = (page, strong, text)
    (self.axis, self.grid) = (axis, grid)
    (self.train, self.validation) = (train, validation)
    (self.learningRate, self.best) = (learningRate, best)
    self.runs = runs
  }
}
