public import RunModel

/// A run that can be asked for its state at any of its moments.
///
/// A moment is a number of seconds: real seconds of training, without pauses, where the log gives
/// the time; otherwise an epoch lasts a second.
public protocol RunRecording: Sendable {
  /// The run's name.
  var name: String { get }
  /// The length in seconds.
  var length: Double { get }
  /// True when its seconds are real ones.
  var isTimed: Bool { get }
  /// True when it may still be growing.
  var isLive: Bool { get }
  /// The moments at which epochs ended, in order; empty when there are none.
  var epochEnds: [Double] { get }
  /// The moments of all marks of the run, in order.
  var markMoments: [Double] { get }
  /// The metrics of all epochs, for the what-if.
  var recorded: [RecordedEpoch] { get }
  /// The axes that the run has, the usual one first.
  var axes: [RunAxis] { get }

  /// Everything known at a moment.
  ///
  /// - Complexity: O(series · columns + log points) for a log; a run of our own is folded on from
  ///   the nearest kept state.
  func history(at moment: Double, _ query: RecordingQuery) -> RunHistory
  /// The position of the run on an axis at a moment.
  func x(at moment: Double, on axis: RunAxis) -> Double
  /// The first moment at which the run was at an x.
  func moment(at x: Double, on axis: RunAxis) -> Double
}
