internal import SeededRandom

/// A dense layer's weights with what the optimiser remembers of each.
struct DenseParameters {
  let layer: DenseLayer
  let inputs: Int
  let kernel: FloatBuffer
  let bias: FloatBuffer
  /// Adam's running means of the gradient, or SGD's velocity: kernel's, bias's.
  let first: (kernel: FloatBuffer, bias: FloatBuffer)
  /// Adam's running means of the squared gradient.
  let second: (kernel: FloatBuffer, bias: FloatBuffer)

  /// The moving averages of kernel and bias; nil when none are kept.
  let average: (kernel: FloatBuffer, bias: FloatBuffer)?

  var units: Int { layer.units }

  init(
    _ layer: DenseLayer, inputs: Int, keepsAverage: Bool, random: inout SeededGenerator
  ) {
    self.layer = layer
    self.inputs = inputs
    let size = inputs * layer.units
    kernel = FloatBuffer(size)
    bias = FloatBuffer(layer.units)
    first = (FloatBuffer(size), FloatBuffer(layer.units))
    second = (FloatBuffer(size), FloatBuffer(layer.units))
    average = keepsAverage ? (FloatBuffer(size), FloatBuffer(layer.units)) : nil
    switch layer.initializer {
    case .glorotUniform:
      let limit = (6 / Float(inputs + layer.units)).squareRoot()
      for index in 0..<size { kernel.base[index] = random.uniform(-limit...limit) }
    case .heNormal:
      // Cutting the tails makes the deviation smaller; Keras widens it again by this number.
      let deviation = (2 / Float(inputs)).squareRoot() / 0.879_625_7
      for index in 0..<size {
        var value = random.normal()
        while abs(value) > 2 { value = random.normal() }
        kernel.base[index] = value * deviation
      }
    }
  }
}
