internal import CurveStore

/// The way a series counts epochs.
enum EpochForm: Equatable, Sendable {
  /// No epochs.
  case none
  /// One point per whole epoch, the epoch's result.
  case ends
  /// Fractional epochs: 2.5 is the middle of the third.
  case fractions
  /// The whole epoch that contains each of several points.
  case within

  /// The greatest number of points of a series with one point per epoch.
  static let mostEpochs = 200_000

  /// Determines the form of a series.
  ///
  /// - Complexity: O(points), at most some thousands of them.
  init(_ series: LogSeries) {
    let points = series.points
    guard points.hasEpochs else {
      self = .none
      return
    }
    if points.count > Self.mostEpochs {
      self =
        points.epoch(at: points.count / 2).map { $0 == $0.rounded() } ?? true ? .within : .fractions
      return
    }
    let starts = Set(series.segments)
    var last: Double?
    var repeats = false
    for index in 0..<min(points.count, LogPoints.epochSample) {
      guard let epoch = points.epoch(at: index) else { continue }
      guard epoch == epoch.rounded() else {
        self = .fractions
        return
      }
      if !repeats, epoch == last { repeats = !starts.contains(index) }
      last = epoch
    }
    self = last == nil ? .none : repeats ? .within : .ends
  }
}
