internal import SeededRandom

/// The weights of a dense layer, with the state of the optimiser for each.
struct DenseParameters {
  let layer: DenseLayer
  let inputs: Int
  let kernel: WeightMemory
  let bias: WeightMemory

  var units: Int { layer.units }

  init(
    _ layer: DenseLayer, inputs: Int, _ optimizer: Optimizer, keepsAverage: Bool,
    random: inout SeededGenerator
  ) {
    self.layer = layer
    self.inputs = inputs
    let size = inputs * layer.units
    kernel = WeightMemory(size, optimizer, keepsAverage: keepsAverage)
    bias = WeightMemory(layer.units, optimizer, keepsAverage: keepsAverage)
    switch layer.initializer {
    case .glorotUniform:
      let limit = (6 / Float(inputs + layer.units)).squareRoot()
      for index in 0..<size { kernel.weights.base[index] = random.uniform(-limit...limit) }
    case .heNormal:
      // Truncation reduces the deviation; Keras compensates with this number.
      let deviation = (2 / Float(inputs)).squareRoot() / 0.879_625_7
      for index in 0..<size {
        var value = random.normal()
        while abs(value) > 2 { value = random.normal() }
        kernel.weights.base[index] = value * deviation
      }
    }
  }
}
