internal import CurveStore

/// How a curve counts epochs.
enum EpochForm: Equatable, Sendable {
  /// It has none.
  case none
  /// A whole epoch a point: what the epoch came to.
  case ends
  /// Parts of epochs: 2.5 is the middle of the third.
  case fractions
  /// The whole epoch that each of several points lies in.
  case within

  /// Points that a curve of epochs has at most.
  static let mostEpochs = 200_000

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
      if let last, epoch == last, !starts.contains(index) { repeats = true }
      last = epoch
    }
    self = last == nil ? .none : repeats ? .within : .ends
  }
}
