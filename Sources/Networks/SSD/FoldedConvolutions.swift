/// The convolutions of a detector for prediction: normalisation is folded into kernels and bias, and ReLU
/// into the primitive.
///
/// The kernels of a channel times γ / √(σ² + ε), and a bias of β − μ γ / √(σ² + ε), with the running μ and
/// σ², give the result of the convolution and its normalisation.
///
/// The primitives of oneDNN are kept when the weights change; only the numbers are folded again.
final class FoldedConvolutions {
  /// The primitives for a number of images.
  struct Made {
    let convolutions: [Convolution]
    let kernels: [FloatBuffer]
    fileprivate let reorders: [Reorder]
  }

  /// `true` if kernels and biases are those of the current weights.
  var isCurrent = false
  private let shapes: [ConvolutionShape]
  private let blocks: Int
  private let layout: ImageLayout
  private let oneDNN: OneDNN
  /// The folded kernels, in PyTorch's order.
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

  /// Folds the weights and the running statistics.
  func fold(_ network: SSDDetector) {
    let parameters = network.parameters
    let weights = parameters.weights.base
    for (index, shape) in shapes.enumerated() {
      let ranges = parameters.ranges[index]
      kernels[index].values = network.storage.read(index, from: weights + ranges.kernels.lowerBound)
      let bias = biases[index].base
      if ranges.scale.isEmpty {
        bias.update(from: weights + ranges.shift.lowerBound, count: shape.outputs)
        continue
      }
      for channel in 0..<shape.outputs {
        let variance = Double(parameters.variances[index].base[channel])
        let scale =
          Double(weights[ranges.scale.lowerBound + channel])
          / (variance + ChannelStatistics.epsilon).squareRoot()
        let mean = Double(parameters.means[index].base[channel])
        bias[channel] = Float(Double(weights[ranges.shift.lowerBound + channel]) - mean * scale)
        let own = kernels[index].base + channel * shape.fanIn
        for k in 0..<shape.fanIn { own[k] *= Float(scale) }
      }
    }
    for one in made.values { refresh(one) }
    isCurrent = true
  }

  /// The bias of a convolution.
  func bias(_ index: Int) -> UnsafePointer<Float> { UnsafePointer(biases[index].base) }

  /// The convolutions for a number of images, created on first use.
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
