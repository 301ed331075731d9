/// The average over classes, in the terms of scikit-learn.
public enum Average: String, Sendable, CaseIterable {
  /// The mean over classes.
  case macro
  /// The decisions of all classes as one ranking.
  case micro
  /// The mean over classes, weighted by their positives.
  case weighted
  /// The mean over examples, each of which ranks its classes.
  case samples
}
