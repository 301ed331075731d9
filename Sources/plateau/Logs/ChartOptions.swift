import ArgumentParser
import Figures
import RunModel
import Themes

/// The options of charts in a file.
struct ChartOptions: ParsableArguments {
  @Option(
    name: .customLong("metric"),
    help: ArgumentHelp(
      "With svg and png: a metric to draw, by name or with * and ?, or learning_rate; may be repeated.",
      discussion: "Without it, those that matter most are drawn.", valueName: "name"))
  var metrics: [String] = []

  @Option(
    help: "With svg and png: the horizontal axis: epoch, step, time or wall.",
    transform: { word in
      guard let axis = RunAxis(rawValue: word) else {
        throw ValidationError("--axis takes epoch, step, time or wall")
      }
      return axis
    })
  var axis: RunAxis?

  @Flag(help: "With svg and png: logarithmic vertical axes.")
  var logarithmic = false

  @Flag(
    name: .customLong("log-x"),
    help: """
      With svg and png: a logarithmic horizontal axis, from the first epoch, step or time above 0.
      """)
  var isAxisLogarithmic = false

  @Option(
    help: ArgumentHelp(
      "With svg and png: the range of the vertical axes, such as 0..1.", valueName: "low..high"),
    transform: ChartRange.init)
  var range: ChartRange?

  @Option(
    help: ArgumentHelp(
      "With svg and png: smooth the curves, from 0 to 0.999, with the raw ones behind.",
      valueName: "weight"
    ))
  var smooth: Double?

  @Option(help: "With svg and png: the title (default: the name of the run).")
  var title: String?

  @Flag(help: "With svg and png: light on dark, for slides.")
  var dark = false

  @Option(
    help: """
      The size: pixels for svg and png, such as 960x640; columns and rows for text and cast, such as 120x36.
      """, transform: ChartSize.init)
  var size: ChartSize?

  @Option(help: "With png: pixels of the image per pixel of --size, 1 to 8.")
  var scale = 2.0

  @Option(help: "With cast: its length in seconds.")
  var seconds = 20.0

  @Option(
    help: """
      With cast: seconds of the run per second, or epochs where the log has no times (default: what --seconds needs).
      """)
  var speed: Double?

  @Option(help: "The colours of a theme; plateau themes lists them.")
  var theme: String?

  func validate() throws {
    try ThemeFiles.check(theme)
    if let smooth, !(0...0.999).contains(smooth) {
      throw ValidationError("--smooth takes a weight from 0 to 0.999")
    }
    if !(1...8).contains(scale) { throw ValidationError("--scale takes 1 to 8") }
    if !(1...3600).contains(seconds) { throw ValidationError("--seconds takes 1 to 3600") }
    if let speed, !(speed > 0 && speed.isFinite) {
      throw ValidationError("--speed takes a number above 0")
    }
    if isAxisLogarithmic, axis == .wall {
      throw ValidationError("--log-x excludes --axis wall, which has no zero")
    }
    if dark, theme != nil { throw ValidationError("--dark and --theme exclude each other") }
  }

  /// The choices about a figure.
  ///
  /// - Parameter theme: The theme that was asked for; nil for none.
  func figure(_ theme: Theme?) -> FigureOptions {
    var figure = FigureOptions()
    figure.metrics = metrics
    figure.title = title
    figure.isLogarithmic = logarithmic
    figure.isAxisLogarithmic = isAxisLogarithmic
    figure.range = range?.range
    figure.smoothing = smooth
    figure.colors = theme.map { FigureColors($0) } ?? (dark ? .dark : .light)
    figure.size = size.map { FigureSize(Double($0.width), Double($0.height)) }
    return figure
  }
}
