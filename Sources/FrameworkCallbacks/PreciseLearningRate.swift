public import Callbacks

/// A model whose learning rate is a 64-bit number, as in PyTorch.
public protocol PreciseLearningRate: Model {
  /// The learning rate.
  var preciseLearningRate: Double { get set }
}

extension Model {
  /// The learning rate in 64 bits, or the 32-bit one of a model that has no other.
  var rate: Double {
    get { (self as? any PreciseLearningRate)?.preciseLearningRate ?? Double(learningRate) }
    set {
      if let model = self as? any PreciseLearningRate {
        model.preciseLearningRate = newValue
      } else {
        learningRate = Float(newValue)
      }
    }
  }
}
