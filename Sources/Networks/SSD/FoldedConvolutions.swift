/// A detector's convolutions as it predicts: normalisation is part of kernels and bias, ReLU of the product.
///
/// A channel's kernels times γ / √(σ² + ε), and a bias of β − μ γ / √(σ² + ε) (with running μ and σ²), give
/// what the convolution and its normalisation gave.
///
/// What oneDNN makes is kept when the weights move; only the numbers are folded anew.
final class FoldedConvolutions {
  /// What is made for a number of images.
  struct Made {
    let convolutions: [Convolution]
    let kernels: [FloatBuffer]
    fileprivate let reorders: [Reorder]
  }

  /// Whether kernels and biases are those of the weights of now.
  var isCurrent = false
  private let shapes: [ConvolutionShape]
  private let blocks: Int
  private let layout: ImageLayout
  private let oneDNN: OneDNN
  /// In PyTorch's order.
  private let kernels: [FloatBuffer]
  private let biases: [FloatBuffer]
  private var made: [Int: Made] = [:]

  init(_ architecture: SSDArchitecture, _ layout: ImageLayout, of oneDNN: OneDNN) {
    self.layout = layout
    shapes = architecture.trunk + architecture.heads
    blocks = architecture.blocks.count
    self.oneDNN = oneDNN
    kernels = shapes.map { FloatBuffer($0.weightCount) }
    biases = shapes.map { FloatBuffer($0.outputs) }
  }

  /// Takes over the weights and running statistics.
  func fold(_ network: SSDDetector) {
    let parameters = network.parameters
    let weights = parameters.weights.base
    for (index, shape) in shapes.enumerated() {
      let place = parameters.places[index]
      kernels[index].values = network.storage.read(index, from: weights + place.kernels.lowerBound)
      let bias = biases[index].base
      if place.scale.isEmpty {
        bias.update(from: weights + place.shift.lowerBound, count: shape.outputs)
        continue
      }
      for channel in 0..<shape.outputs {
        let variance = Double(parameters.variances[index].base[channel])
        let scale =
          Double(weights[place.scale.lowerBound + channel])
          / (variance + ChannelStatistics.epsilon).squareRoot()
        let mean = Double(parameters.means[index].base[channel])
        bias[channel] = Float(Double(weights[place.shift.lowerBound + channel]) - mean * scale)
        let own = kernels[index].base + channel * shape.fanIn
        for k in 0..<shape.fanIn { own[k] *= Float(scale) }
      }
    }
    for one in made.values { refresh(one) }
    isCurrent = true
  }

  /// A convolution's bias.
  func bias(_ index: Int) -> UnsafePointer<Float> { UnsafePointer(biases[index].base) }

  /// The convolutions of a number of images, made when they are first wanted.
  func convolutions(images: Int) throws(OneDNN.Failure) -> Made {
    if let made = made[images] { return made }
    var convolutions: [Convolution] = []
    var reorders: [Reorder] = []
    for (index, shape) in shapes.enumerated() {
      let convolution = try Convolution(
        shape, images: images, layout, ending: index < blocks ? .biasAndReLU : .bias,
        trains: false,
        reachesBack: false, of: oneDNN)
      convolutions.append(convolution)
      reorders.append(
        try Reorder(from: try .kernels(shape), to: convolution.forwardLayout, of: oneDNN))
    }
    let new = Made(
      convolutions: convolutions, kernels: convolutions.map { FloatBuffer($0.forwardLayout.count) },
      reorders: reorders)
    refresh(new)
    made[images] = new
    return new
  }

  private func refresh(_ made: Made) {
    for (index, reorder) in made.reorders.enumerated() {
      reorder.run(0, from: kernels[index].base, to: made.kernels[index].base)
    }
  }
}
