import Cells
import Charts
import CurveStore
import Dashboard
import FigureImages
import Figures
import PlateauRuntime
import Playbacks
import RunComparison
import RunModel
import SystemFiles
import Themes

/// The runs of logs as charts in a file.
struct ChartedRuns {
  private let saved: SavedRuns
  private let options: ChartOptions
  private let isOneLog: Bool

  /// Reads the runs.
  ///
  /// - Parameters:
  ///   - names: The names of the runs to draw; empty for all.
  ///   - forms: The patterns that name the numbers of console text.
  init(_ logs: [String], named names: [String], forms: [GivenForm], _ options: ChartOptions) throws
  {
    let logs = GivenLogs.paths(logs)
    saved = try SavedRuns(logs, preset: nil, only: names, forms: forms)
    self.options = options
    isOneLog = logs.count == 1
    for remark in saved.remarks.prefix(5) { Terminal.printError(remark) }
  }

  /// The charts of the screen with the marks of events, as text.
  func text() -> String {
    var state = DashboardState(
      now: WallClock.now,
      subject: .playback(Playback(saved.runs.map(\.overview), isFollowing: false)),
      themes: ThemeSelection([theme ?? .builtIn]))
    let size = options.size.map { Size($0.width, $0.height) } ?? Size(110, 36)
    _ = state.reduce(.resized(size))
    state.settle(with: ReplaySource(saved.runs.map(\.recording)), columns: size.width)
    let grid = ChartPage(state).grid(
      size: size, symbols: .fitting(isUnicode: Terminal.isUnicode, colorDepth: .none))
    return ANSIText(grid, depth: .none).text
  }

  /// A replay of the runs as a recording of the screen.
  func cast() -> String {
    let size = options.size.map { Size($0.width, $0.height) } ?? Size(120, 36)
    return ReplayCast(
      saved, size: size, theme: theme ?? .builtIn, seconds: options.seconds, speed: options.speed
    ).text()
  }

  /// The charts as an image.
  func png() throws -> [UInt8] {
    let figure = try figure()
    do throws(FigureImageError) {
      return try FigureImage.png(figure, scale: options.scale)
    } catch {
      throw CommandFailure("--to png: \(error.reason); --to svg needs nothing")
    }
  }

  /// The charts as a figure for a page.
  ///
  /// - Throws: `CommandFailure` for a metric or an axis that the runs do not have.
  func figure() throws -> Figure {
    let axes = saved.runs.first?.overview.axes ?? [.epoch]
    let axis = options.axis ?? axes.first ?? .epoch
    for run in saved.runs where !run.overview.axes.contains(axis) {
      let names = run.overview.axes.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure(
        options.axis == nil
          ? "the runs have no common axis; --axis chooses one"
          : "\(run.overview.name) has no axis \(axis.rawValue); its axes are \(names)", .usage)
    }
    // The runs of one log in the order in which people count.
    let runs =
      isOneLog
      ? saved.runs.sorted { NaturalOrder.isBefore($0.overview.name, $1.overview.name) }
      : saved.runs
    let charts = RunFigure(
      runs.map {
        FigureRun(
          $0.recording, $0.overview, axis: axis, isLogarithmic: options.isAxisLogarithmic)
      }, axis: axis,
      options: options.figure(theme))
    if let name = charts.unknownMetrics.first {
      let known = charts.metrics.prefix(20).joined(separator: ", ")
      let more = charts.metrics.count > 20 ? " and \(charts.metrics.count - 20) more" : ""
      throw CommandFailure(
        "there is no metric \(name.sanitized); the metrics are \(known.sanitized)\(more)", .usage)
    }
    return charts.figure
  }

  /// The theme of `--theme`; nil without that option.
  private var theme: Theme? {
    guard options.theme != nil else { return nil }
    let themes = ThemeFiles.find()
    return themes.themes[themes.index(of: options.theme)].theme
  }
}
