internal import OrderedCollections
public import RunModel

/// The values of a run at one x: of each series the measured point that is nearest to it.
public struct CursorReading: Equatable, Sendable {
  /// The points of series within epochs, by name.
  public var stepPoints: [String: SeriesPoint]
  /// The points of series at the ends of epochs, by name.
  public var epochPoints: [String: SeriesPoint]
  /// The learning rate at the x.
  public var learningRate: Double?

  /// Reads the values of a history.
  ///
  /// - Complexity: O(points).
  public init(_ history: RunHistory, at x: Double) {
    stepPoints = [:]
    epochPoints = [:]
    for (name, series) in history.stepSeries { stepPoints[name] = series.nearest(to: x) }
    for (name, series) in history.epochSeries { epochPoints[name] = series.nearest(to: x) }
    // A rate holds until the next.
    learningRate =
      history.learningRates.points.last { $0.x <= x }?.y ?? history.learningRates.points.first?.y
  }
}

extension RunRecording {
  /// Returns the values at an x, as far as the run had come at a moment.
  ///
  /// They are exact whatever the width of the screen: around a single x nothing is left out.
  ///
  /// - Parameter names: The series that are read; nil for all.
  public func reading(
    at x: Double, upTo moment: Double, on axis: RunAxis, names: Set<String>? = nil
  ) -> CursorReading {
    let part = RecordingQuery(axis: axis, window: x...x, columns: 64, names: names)
    return CursorReading(history(at: moment, part), at: x)
  }
}

extension Series {
  /// The point nearest to an x; of two at the same distance the later one.
  fileprivate func nearest(to x: Double) -> SeriesPoint? {
    points.min { abs($0.x - x) == abs($1.x - x) ? $0.x > $1.x : abs($0.x - x) < abs($1.x - x) }
  }
}
