extension MMEngineEarlyStopping.Rule {
  /// The names of metrics, or parts of them, whose greater values are better, in lower case.
  private static let greaterNames = [
    "acc", "top", "ar@", "auc", "precision", "map", "mdice", "miou", "macc", "aacc",
  ]
  /// The names of metrics, or parts of them, whose smaller values are better.
  private static let lesserNames = ["loss"]

  /// The rule that MMEngine works out from the name of a metric; nil when the name does not tell it.
  ///
  /// Whole names come before parts of names and `greater` before `less`, without regard to case, so
  /// that `mAP_loss` is `greater`.
  init?(ofMetric name: String) {
    let name = name.lowercased()
    if Self.greaterNames.contains(name) {
      self = .greater
    } else if Self.lesserNames.contains(name) {
      self = .less
    } else if Self.greaterNames.contains(where: { name.contains($0) }) {
      self = .greater
    } else if Self.lesserNames.contains(where: { name.contains($0) }) {
      self = .less
    } else {
      return nil
    }
  }
}
