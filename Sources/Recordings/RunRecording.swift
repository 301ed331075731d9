public import RunModel

/// A run that can be looked at as of any of its moments.
///
/// A moment is a number of seconds: real seconds of training, pauses left out, where the log tells
/// the time; else an epoch lasts a second.
public protocol RunRecording: Sendable {
  /// The run's name.
  var name: String { get }
  /// Length in seconds.
  var length: Double { get }
  /// Whether its seconds are real ones.
  var isTimed: Bool { get }
  /// Whether somebody may still be writing it.
  var isLive: Bool { get }
  /// The moments at which the epochs ended, in order; empty when there are none.
  var epochEnds: [Double] { get }
  /// The moments of all marks of the run, in order.
  var markMoments: [Double] { get }
  /// The metrics of all epochs, for the what-if.
  var recorded: [RecordedEpoch] { get }
  /// What can be counted across, the usual one first.
  var axes: [RunAxis] { get }

  /// All that was known at a moment.
  ///
  /// - Complexity: O(series · columns + log points) for a log; a run of our own is folded on from the nearest
  ///   kept state.
  func history(at moment: Double, _ query: RecordingQuery) -> RunHistory
  /// Where the run was on an axis at a moment.
  func x(at moment: Double, on axis: RunAxis) -> Double
  /// The first moment at which the run was at an x.
  func moment(at x: Double, on axis: RunAxis) -> Double
}
