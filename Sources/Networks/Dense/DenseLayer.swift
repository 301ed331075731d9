/// A fully connected layer: outputs = activation(inputs · kernel + bias).
public struct DenseLayer: Equatable, Sendable {
  /// What follows the sum.
  public enum Activation: String, Equatable, Sendable {
    /// Nothing.
    case linear
    /// max(x, 0).
    case relu
  }

  /// How the kernel starts; biases start at 0.
  public enum Initializer: String, Equatable, Sendable {
    /// Uniform within ±√(6 / (inputs + outputs)) (Glorot and Bengio, 2010); Keras's default.
    case glorotUniform = "glorot_uniform"
    /// Normal with variance 2 / inputs, cut at two standard deviations (doi:10.1109/ICCV.2015.123).
    case heNormal = "he_normal"
  }

  /// Outputs.
  public var units: Int
  /// What follows the sum.
  public var activation: Activation
  /// How the kernel starts.
  public var initializer: Initializer

  /// Describes a layer.
  public init(
    units: Int, activation: Activation = .relu, initializer: Initializer = .glorotUniform
  ) {
    self.units = units
    self.activation = activation
    self.initializer = initializer
  }
}
