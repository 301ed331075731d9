/// The generalization loss: how far the loss on validation data lies above its lowest value so far.
///
/// It tells overfitting from noise: below one part in a hundred, the validation loss of a run that is
/// as good as ever rises and falls from epoch to epoch. One per cent is GL₁, the least of the limits in
/// Prechelt, "Early Stopping — But When?" (1998), doi:10.1007/3-540-49430-8_3.
package enum GeneralizationLoss {
  /// The part of the lowest loss by which a loss must lie above it.
  package static let limit = 0.01

  /// True for a loss that lies above the lowest one by more than the limit.
  ///
  /// For a negative loss the limit is a part of its amount; for 0 any rise counts.
  package static func isExceeded(by loss: Double, over lowest: Double) -> Bool {
    loss - lowest > limit * abs(lowest)
  }
}
