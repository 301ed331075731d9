import Callbacks
import Foundation
import Training

/// A learner whose steps take a moment and always have the same loss.
final class SlowLearner: Learner {
  var learningRate: Float = 0.1
  var weights: [[Float]] = []
  var averagedWeights: [[Float]]?
  var usesAverage = false
  var iterations = 0
  var stepsPerEpoch: Int { 5 }
  private let loss: Double

  init(loss: Double = 1) { self.loss = loss }

  func resetOptimizer() {}

  func trainStep(_ step: Int) throws -> StepMetrics {
    iterations += 1
    usleep(2000)
    return StepMetrics(samples: 1, ["loss": loss])
  }
}
