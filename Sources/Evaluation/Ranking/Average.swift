/// How the average precisions of classes become one number, in scikit-learn's words.
public enum Average: String, Sendable, CaseIterable {
  /// The mean over classes.
  case macro
  /// All classes' decisions as one ranking.
  case micro
  /// The mean over classes, weighted by their positives.
  case weighted
  /// The mean over examples, each a ranking of its classes.
  case samples
}
