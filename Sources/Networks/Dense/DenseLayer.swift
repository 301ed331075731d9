/// A fully connected layer: outputs = activation(inputs · kernel + bias).
public struct DenseLayer: Equatable, Sendable {
  /// The function that follows the sum.
  public enum Activation: String, Equatable, Sendable {
    /// The identity, or no operation.
    case linear
    /// max(x, 0).
    case relu
  }

  /// The initial distribution of the kernel; biases are initially 0.
  public enum Initializer: String, Equatable, Sendable {
    /// Uniform within ±√(6 / (inputs + outputs)) (Glorot and Bengio, 2010); Keras's default.
    case glorotUniform = "glorot_uniform"
    /// Normal with variance 2 / inputs, truncated at two standard deviations (doi:10.1109/ICCV.2015.123).
    case heNormal = "he_normal"
  }

  /// The number of outputs.
  public var units: Int
  /// The function that follows the sum.
  public var activation: Activation
  /// The initial distribution of the kernel.
  public var initializer: Initializer

  /// Creates a layer.
  public init(
    units: Int, activation: Activation = .relu, initializer: Initializer = .glorotUniform
  ) {
    self.units = units
    self.activation = activation
    self.initializer = initializer
  }
}
