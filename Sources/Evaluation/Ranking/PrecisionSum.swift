/// Sums precision over the steps of recall: average precision without interpolation.
///
/// Examples are taken in from the highest score to the lowest; those of one score share a threshold.
struct PrecisionSum {
  private var truePositives = 0.0
  private var falsePositives = 0.0
  private var sum = 0.0

  /// Takes all examples of one score in.
  mutating func add(positive: Double, negative: Double) {
    truePositives += positive
    falsePositives += negative
    guard positive > 0 else { return }
    sum += positive * truePositives / (truePositives + falsePositives)
  }

  /// The average precision; 0 when there were no positives, as scikit-learn has it.
  var averagePrecision: Double { truePositives > 0 ? sum / truePositives : 0 }
}
