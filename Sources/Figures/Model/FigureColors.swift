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

  /// Dark on white, for papers; training and validation stay apart for the colour-blind
  /// (Wong 2011, doi:10.1038/nmeth.1618).
  package static let light = FigureColors(
    page: Color(255, 255, 255), strong: Color(17, 20, 24), text: Color(64, 70, 78),
    axis: Color(120, 126, 134), grid: Color(230, 232, 236), train: Color(0, 114, 178),
    validation: Color(213, 94, 0), learningRate: Color(122, 53, 171), best: Color(17, 20, 24),
    runs: [
      Color(0, 114, 178), Color(213, 94, 0), Color(0, 142, 104), Color(178, 60, 140),
      Color(196, 140, 0), Color(60, 64, 72), Color(52, 160, 214), Color(150, 20, 40),
      Color(110, 150, 30), Color(110, 84, 190), Color(140, 96, 60), Color(0, 130, 140),
    ])

  /// Light on dark, for slides.
  package static let dark = FigureColors(
    page: Color(22, 26, 33), strong: Color(242, 245, 248), text: Color(176, 186, 198),
    axis: Color(107, 120, 136), grid: Color(42, 49, 60), train: Color(96, 170, 240),
    validation: Color(240, 154, 91), learningRate: Color(196, 150, 232),
    best: Color(242, 245, 248),
    runs: [
      Color(96, 170, 240), Color(240, 154, 91), Color(80, 200, 150), Color(236, 130, 200),
      Color(242, 200, 107), Color(201, 209, 219), Color(120, 220, 240), Color(240, 113, 120),
      Color(170, 210, 90), Color(170, 150, 250), Color(212, 165, 133), Color(60, 170, 180),
    ])

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
