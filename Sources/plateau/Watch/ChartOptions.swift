import ArgumentParser
import Cells
import Charts
import CurveStore
import Dashboard
import PlateauRuntime
import Playbacks
import SystemFiles
import Themes

/// The options of charts in a file.
struct ChartOptions: ParsableArguments {
  @Option(help: "With svg and text: columns and rows, such as 110x36.", transform: FrameSize.init)
  var size: FrameSize?

  @Option(help: "With svg and text: the theme; plateau themes lists them.")
  var theme: String?

  func validate() throws {
    try ThemeFiles.check(theme)
  }

  /// Draws the charts of a log's runs at their end.
  ///
  /// - Parameters:
  ///   - run: The only run to draw; nil for all.
  ///   - asSVG: True for SVG, false for text.
  ///   - forms: The patterns that name the numbers of console text.
  func text(of log: String, run: String?, asSVG: Bool, forms: [GivenForm]) throws -> String {
    let saved = try SavedRuns([log], preset: nil, only: run.map { [$0] } ?? [], forms: forms)
    for remark in saved.remarks.prefix(5) { Terminal.printError(remark) }
    let themes = ThemeFiles.find()
    let shown = themes.themes[themes.index(of: theme)].theme
    var state = DashboardState(
      now: WallClock.now,
      subject: .playback(Playback(saved.runs.map(\.overview), isFollowing: false)),
      themes: ThemeSelection([shown]))
    let size = size?.size ?? Size(110, 36)
    let source = ReplaySource(saved.runs.map(\.recording))
    _ = state.reduce(.resized(size))
    state.settle(with: source, columns: size.width)
    let isUnicode = asSVG || Terminal.isUnicode
    let grid = ChartPage(state).grid(
      size: size,
      symbols: .fitting(isUnicode: isUnicode, colorDepth: asSVG ? .trueColor : .none))
    guard asSVG else { return ANSIText(grid, depth: .none).text }
    return SVGDocument(grid, title: saved.runs.map(\.overview.name).joined(separator: ", ")).text
  }
}
