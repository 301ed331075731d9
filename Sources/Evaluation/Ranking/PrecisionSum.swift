/// A sum of precision over the steps of recall: average precision without interpolation.
///
/// Examples are added from the highest score to the lowest; those with the same score share a threshold.
struct PrecisionSum {
  private var truePositives = 0.0
  private var falsePositives = 0.0
  private var sum = 0.0

  /// Adds all examples with the same score.
  mutating func add(positive: Double, negative: Double) {
    truePositives += positive
    falsePositives += negative
    guard positive > 0 else { return }
    sum += positive * truePositives / (truePositives + falsePositives)
  }

  /// The average precision; 0 without positives, as in scikit-learn.
  var averagePrecision: Double { truePositives > 0 ? sum / truePositives : 0 }
}
