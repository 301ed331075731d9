import Callbacks
import FrameworkCallbacks
import RunModel

/// A model of one weight with a learning rate of 64 bits.
final class StubModel: PreciseLearningRate {
  var preciseLearningRate: Double
  var weights: [[Float]] = [[0]]
  var averagedWeights: [[Float]]?
  var usesAverage = false
  let iterations = 0

  init(learningRate: Double) { preciseLearningRate = learningRate }

  var learningRate: Float {
    get { Float(preciseLearningRate) }
    set { preciseLearningRate = Double(newValue) }
  }

  func resetOptimizer() {}
}
