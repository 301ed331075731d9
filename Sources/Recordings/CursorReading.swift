internal import OrderedCollections
public import RunModel

/// The values of a run at one x: of each series the last point that was measured up to it.
public struct CursorReading: Equatable, Sendable {
  /// The points of series within epochs, by name.
  public var stepPoints: [String: SeriesPoint]
  /// The points of series at the ends of epochs, by name.
  public var epochPoints: [String: SeriesPoint]
  /// The learning rate at the x.
  public var learningRate: Double?

  /// Reads the values of a history.
  ///
  /// - Complexity: O(series · log points).
  public init(_ history: RunHistory, at x: Double) {
    stepPoints = [:]
    epochPoints = [:]
    // The conversion between axes rounds; seconds since 1970 have no more digits than that.
    let limit = x + min(1e-9 * abs(x), 1e-5)
    for (name, series) in history.stepSeries { stepPoints[name] = series.lastPoint(upTo: limit) }
    for (name, series) in history.epochSeries { epochPoints[name] = series.lastPoint(upTo: limit) }
    // A rate holds until the next.
    learningRate =
      history.learningRates.lastPoint(upTo: x)?.y ?? history.learningRates.firstPoint?.y
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
