internal import OrderedCollections
package import Playbacks
package import Recordings
package import RunModel

/// A run as a figure shows it.
package struct FigureRun: Sendable {
  /// The points on each side of a pixel that a long curve keeps.
  private static let columns = 1600

  /// The name in the legend.
  package let name: String
  /// The whole run, on the axis of the figure.
  package let history: RunHistory
  /// The part of the axis that the run covers.
  package let extent: ClosedRange<Double>
  /// The number of its first epoch.
  package let firstEpoch: Int

  /// The number of its colour; nil for its index.
  let letter: Int?

  /// Takes a run as it was at the end of its recording.
  ///
  /// - Parameters:
  ///   - axis: The axis; the run's usual one where it does not have this one.
  ///   - isLogarithmic: True for a logarithmic axis, which begins at the first x above 0.
  /// - Complexity: O(series · columns).
  package init(
    _ recording: any RunRecording, _ overview: RunOverview, axis: RunAxis,
    isLogarithmic: Bool = false
  ) {
    let axis = overview.axes.contains(axis) ? axis : overview.axes.first ?? .epoch
    var extent = overview.extents[axis] ?? 0...1
    if isLogarithmic {
      let start = overview.positiveStarts[axis] ?? 1
      extent = start...max(start, extent.upperBound)
    }
    let query = RecordingQuery(
      axis: axis, window: isLogarithmic ? extent : nil, columns: Self.columns,
      isLogarithmic: isLogarithmic)
    self.init(
      name: overview.name, history: recording.history(at: recording.length, query),
      extent: extent, firstEpoch: overview.recorded.firstNumber, letter: overview.letter)
  }

  /// Creates a run from its history.
  package init(
    name: String, history: RunHistory, extent: ClosedRange<Double>, firstEpoch: Int = 1,
    letter: Int? = nil
  ) {
    self.name = name
    self.history = history
    self.extent = extent
    self.firstEpoch = firstEpoch
    self.letter = letter
  }

  /// The last x of a point at the end of an epoch.
  var lastX: Double {
    history.epochSeries.values.compactMap { $0.lastPoint?.x }.max() ?? extent.upperBound
  }

  /// The points of a series: those of epochs, else those of steps.
  func series(_ name: String?) -> Series? {
    guard let name else { return nil }
    return history.epochSeries[name] ?? history.stepSeries[name]
  }

  /// The training series of a curve: of a run of our own that of the steps, because that of the
  /// epochs would repeat them.
  func training(_ curve: Curve) -> (series: Series, isOfSteps: Bool)? {
    guard let name = curve.train else { return nil }
    if let steps = history.stepSeries[name], !steps.isEmpty { return (steps, true) }
    return history.epochSeries[name].map { ($0, false) }
  }
}
