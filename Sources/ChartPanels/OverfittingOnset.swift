internal import Alarms
package import RunModel

/// The point from which a run overfits: its validation loss was best there, and rose afterwards by
/// more than noise while the training loss fell.
package struct OverfittingOnset {
  /// The coordinate of the best validation loss.
  package let x: Double

  /// The epochs after the best one that tell a rise from noise, and over which they are averaged.
  private static let span = 3
  /// The least rise, as a part of what the validation loss had fallen before.
  private static let rise = 0.1

  /// Looks for the onset.
  ///
  /// - Parameters:
  ///   - train: The training loss, smoothed when it is one of steps.
  ///   - validation: The validation loss at the ends of epochs.
  /// - Complexity: O(points).
  package init?(train: [(x: Double, y: Double)], validation: [SeriesPoint]) {
    let losses = validation.filter { $0.y.isFinite }
    guard let first = losses.first,
      let best = losses.indices.min(by: { losses[$0].y < losses[$1].y }),
      losses.count - best > Self.span
    else { return nil }
    let recent = losses.suffix(Self.span).reduce(0) { $0 + $1.y } / Double(Self.span)
    guard recent - losses[best].y > Self.rise * (first.y - losses[best].y),
      GeneralizationLoss.isExceeded(by: recent, over: losses[best].y)
    else { return nil }
    let x = losses[best].x
    guard let then = train.last(where: { $0.x <= x && $0.y.isFinite }),
      let now = train.last(where: { $0.y.isFinite }), now.y < then.y
    else { return nil }
    self.x = x
  }
}
