import Callbacks
import RunModel
import Training

/// Learns a straight line by gradient descent: anything that learns batch by batch can be trained.
final class LineLearner: Learner {
  // What callbacks may see and change.
  var learningRate: Float = 0.5
  var weights: [[Float]] = [[0], [0]]
  var averagedWeights: [[Float]]?
  var usesAverage = false
  private(set) var iterations = 0

  let stepsPerEpoch = 8
  let validationSteps = 1
  private var slope: Float { weights[0][0] }
  private var offset: Float { weights[1][0] }

  func trainStep(_ step: Int) -> StepMetrics {
    let points = points(count: 4, from: step * 4)
    var (loss, slopeGradient, offsetGradient): (Float, Float, Float) = (0, 0, 0)
    for (x, y) in points {
      let error = slope * x + offset - y
      loss += error * error / Float(points.count)
      slopeGradient += 2 * error * x / Float(points.count)
      offsetGradient += 2 * error / Float(points.count)
    }
    weights = [[slope - learningRate * slopeGradient], [offset - learningRate * offsetGradient]]
    iterations += 1
    return StepMetrics(samples: points.count, ["loss": Double(loss)])
  }

  func validationStep(_ step: Int) -> StepMetrics {
    let points = points(count: 32, from: 100)
    let errors = points.map { x, y in slope * x + offset - y }
    return StepMetrics(
      samples: points.count,
      ["loss": Double(errors.reduce(0) { $0 + $1 * $1 }) / Double(points.count)])
  }

  /// Which way a metric of its own is better; monitors without a mode ask for it.
  func direction(ofMetric metric: String) -> Direction? { metric == "loss" ? .min : nil }

  /// Plain gradient descent has nothing to forget.
  func resetOptimizer() {}

  /// Points near y = 3x − 1, the same ones every epoch.
  private func points(count: Int, from start: Int) -> [(x: Float, y: Float)] {
    (start..<start + count).map { index in
      let x = Float(index * 37 % 64) / 32 - 1
      let noise = Float(index * 53 % 17) / 170 - 0.05
      return (x, 3 * x - 1 + noise)
    }
  }
}
