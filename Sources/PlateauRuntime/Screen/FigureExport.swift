internal import BareFoundation
package import ChartPanels
package import Dashboard
internal import FigureImages
internal import Figures
internal import Playbacks
package import Recordings
internal import RunFiles
internal import SystemFiles

/// The charts of a screen in a file.
package struct FigureExport {
  /// The most charts of metrics in a figure that a person can read.
  private static let mostCharts = 12

  private let export: ChartExport
  private let state: DashboardState
  private let recordings: [any RunRecording]

  /// Prepares the charts.
  ///
  /// - Parameter recordings: The runs in the order of the screen's overviews.
  package init(_ export: ChartExport, of state: DashboardState, _ recordings: [any RunRecording]) {
    self.export = export
    self.state = state
    self.recordings = recordings
  }

  /// Writes the file.
  ///
  /// - Returns: A sentence about the file, or about why it cannot be written.
  package func write() -> String {
    guard let playback = state.playback, recordings.count == playback.overviews.count else {
      return "there is nothing to export yet"
    }
    if export.form == .recipe { return recipe(of: playback.overview.origin) }
    let isAlone = playback.arrangement == .alone
    let shown = isAlone ? [playback.chosen] : Array(recordings.indices)
    let runs = shown.filter { playback.overviews[$0].axes.contains(playback.axis) }.map {
      FigureRun(
        recordings[$0], playback.overviews[$0], axis: playback.axis,
        isLogarithmic: playback.isLogarithmic)
    }
    var options = FigureOptions()
    options.metrics = export.metrics.prefix(Self.mostCharts) + ["learning_rate"]
    options.smoothing = state.charts.smoothing
    options.colors = export.isDark ? .dark : .light
    options.window = playback.window
    options.isAxisLogarithmic = playback.isLogarithmic
    let figure = RunFigure(runs, axis: playback.axis, options: options).figure
    let path = expanded(export.path)
    do {
      switch export.form {
      case .svg: try FileReplacement.replace(path, with: FigureDrawing.svg(figure))
      case .png: try FileReplacement.replace(path, with: FigureImage.png(figure, scale: 2))
      case .recipe: break
      }
    } catch let error as FileError {
      return "\(error.path): \(error.reason)"
    } catch let error as FigureImageError {
      return "png \(error.reason)"
    } catch {
      return "\(path): \(error)"
    }
    let count = export.metrics.count
    return count > Self.mostCharts
      ? "exported the first \(Self.mostCharts) of \(count) charts to \(path); / finds others first"
      : "exported \(path)"
  }

  /// Writes the recipe of the run in a folder, with its edits.
  private func recipe(of folder: String) -> String {
    guard let run = RunDirectory(at: folder) else {
      return "a log has no changes by hand to export"
    }
    let path = expanded(export.path)
    do {
      try FileReplacement.replace(path, with: try EditedRecipe(of: run).text)
    } catch let error as FileError {
      return "\(error.path): \(error.reason)"
    } catch {
      return "\(error)"
    }
    return "exported \(path)"
  }

  /// A path with the home folder in place of `~`.
  private func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] else {
      return path
    }
    return home + path.dropFirst()
  }
}
