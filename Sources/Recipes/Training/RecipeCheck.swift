public import Callbacks
internal import Foundation
internal import Training

/// What a look at a recipe and its data found.
public struct RecipeCheck: Sendable {
  /// What is likely to surprise.
  public let findings: [ChainFinding]
  /// The most memory this process had, in bytes, with the data ready, two batches trained, the validation set measured
  /// and the weights copied twice: what training takes is made by then.
  public let peakMemory: Int

  /// Tries a learner: two batches are trained, the validation set is measured, and nothing of it is kept.
  ///
  /// - Throws: what the learner throws.
  init(trying learner: any Learner, findings: [ChainFinding]) throws {
    self.findings = findings + learner.problems.map { ChainFinding(text: $0) }
    try learner.beginEpoch(0)
    for step in 0..<min(2, learner.stepsPerEpoch) { _ = try learner.trainStep(step) }
    for step in 0..<learner.validationSteps { _ = try learner.validationStep(step) }
    // What EarlyStopping keeps of the best epoch, and what is written of the present one.
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
