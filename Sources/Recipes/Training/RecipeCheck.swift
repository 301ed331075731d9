internal import BareFoundation
public import Callbacks
internal import Training

/// The result of a check of a recipe and its data.
public struct RecipeCheck: Sendable {
  /// The findings in the chain and in the data.
  public let findings: [ChainFinding]
  /// The peak memory of this process in bytes, after the data were prepared, two batches trained,
  /// the validation set measured and the weights copied twice; training needs no more.
  public let peakMemory: Int

  /// Tries a learner: it trains two batches, measures the validation set, and keeps nothing of it.
  ///
  /// - Throws: The error of the learner.
  init(trying learner: any Learner, findings: [ChainFinding]) throws {
    self.findings = findings + learner.problems.map { ChainFinding(text: $0) }
    try learner.beginEpoch(0)
    for step in 0..<min(2, learner.stepsPerEpoch) { _ = try learner.trainStep(step) }
    for step in 0..<learner.validationSteps { _ = try learner.validationStep(step) }
    // The weights of the best epoch, which EarlyStopping keeps, and those of the current epoch,
    // which are being written.
    let kept = (learner.weights, learner.weights)
    withExtendedLifetime(kept) {}
    var usage = rusage()
    #if os(Linux)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      peakMemory = usage.ru_maxrss * 1024
    #else
      getrusage(RUSAGE_SELF, &usage)
      peakMemory = usage.ru_maxrss
    #endif
  }
}
