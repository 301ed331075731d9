public import RunModel

/// A run that gives its state at any of its moments.
///
/// A moment is a number of seconds. Where the log gives the time, these are real seconds of
/// training, without pauses. Otherwise each epoch lasts one second.
public protocol RunRecording: Sendable {
  /// The name of the run.
  var name: String { get }
  /// The length in seconds.
  var length: Double { get }
  /// True when the seconds are real ones.
  var isTimed: Bool { get }
  /// True when the run may still be growing.
  var isLive: Bool { get }
  /// The moments at which epochs ended, in order; empty when there are none.
  var epochEnds: [Double] { get }
  /// The moments of all marks of the run, in order.
  var markMoments: [Double] { get }
  /// The metrics of all epochs, for the what-if.
  var recorded: [RecordedEpoch] { get }
  /// The axes that the run has, the usual one first.
  var axes: [RunAxis] { get }

  /// The series of values beyond numbers; by default there are none.
  var summaries: [SummaryName] { get }

  /// Returns everything known at a moment.
  ///
  /// - Complexity: O(series · columns + log points) for a log. For a run of our own, it
  ///   folds the events since the nearest kept state.
  func history(at moment: Double, _ query: RecordingQuery) -> RunHistory
  /// Returns all marks where the best values are those of another curve than that by which the run is
  /// judged; nil, as by default, where the marks are the same for all curves.
  func marks(judging title: String) -> RecordedMarks?
  /// Returns the position of the run on an axis at a moment.
  func x(at moment: Double, on axis: RunAxis) -> Double
  /// Returns the first moment at which the run was at an x.
  func moment(at x: Double, on axis: RunAxis) -> Double
  /// Returns the first coordinate above 0 that has a point, where a logarithmic axis begins; nil
  /// when there is none.
  func firstPositiveX(on axis: RunAxis) -> Double?
  /// Returns the values of a series beyond numbers as of a moment; nil before the first one.
  func summary(_ name: SummaryName, at moment: Double, _ query: RecordingQuery) -> SummaryReading?
}

extension RunRecording {
  public var summaries: [SummaryName] { [] }

  public func firstPositiveX(on axis: RunAxis) -> Double? { nil }

  public func marks(judging title: String) -> RecordedMarks? { nil }

  public func summary(
    _ name: SummaryName, at moment: Double, _ query: RecordingQuery
  ) -> SummaryReading? { nil }
}
