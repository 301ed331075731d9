/// A detector's convolutions as it predicts: normalisation is part of kernels and bias, ReLU of the product.
///
/// A channel's kernels times γ / √(σ² + ε), and a bias of β − μ γ / √(σ² + ε) (with running μ and σ²), give
/// what the convolution and its normalisation gave.
final class FoldedConvolutions {
  private struct Layer {
    let kernels: [Float]
    let bias: FloatBuffer
  }

  /// What is made for a number of pictures.
  struct Made {
    let convolutions: [Convolution]
    let kernels: [FloatBuffer]
  }

  private let layers: [Layer]
  private let architecture: SSDArchitecture
  private let oneDNN: OneDNN
  private var made: [Int: Made] = [:]

  init(_ network: SSDNetwork) {
    architecture = network.architecture
    oneDNN = network.oneDNN
    let parameters = network.parameters
    layers = network.shapes.enumerated().map { index, shape in
      let place = parameters.places[index]
      let weights = parameters.weights.base
      var kernels = network.storage.read(index, from: weights + place.kernels.lowerBound)
      let bias = FloatBuffer(shape.outputs)
      if place.scale.isEmpty {
        bias.base.update(from: weights + place.shift.lowerBound, count: shape.outputs)
      } else {
        let statistics = ChannelStatistics(channels: shape.outputs)
        statistics.set(
          means: parameters.means[index].base, variances: parameters.variances[index].base,
          scale: weights + place.scale.lowerBound, shift: weights + place.shift.lowerBound)
        for channel in 0..<shape.outputs {
          bias.base[channel] = statistics.shifts.base[channel]
          let scale = statistics.scales.base[channel]
          for k in channel * shape.fanIn..<(channel + 1) * shape.fanIn { kernels[k] *= scale }
        }
      }
      return Layer(kernels: kernels, bias: bias)
    }
  }

  /// A convolution's bias.
  func bias(_ index: Int) -> UnsafePointer<Float> { UnsafePointer(layers[index].bias.base) }

  /// The convolutions of a number of pictures, made when they are first wanted.
  func convolutions(pictures: Int) throws(OneDNN.Refusal) -> Made {
    if let made = made[pictures] { return made }
    var convolutions: [Convolution] = []
    var kernels: [FloatBuffer] = []
    for (index, shape) in (architecture.trunk + architecture.heads).enumerated() {
      let convolution = try Convolution(
        shape, images: pictures, ending: index < architecture.blocks.count ? .biasAndReLU : .bias,
        trains: false, reachesBack: false, of: oneDNN)
      let plain = FloatBuffer(shape.weightCount)
      plain.values = layers[index].kernels
      let own = FloatBuffer(convolution.forwardLayout.count)
      let reorder = try Reorder(
        from: try .kernels(shape), to: convolution.forwardLayout, of: oneDNN)
      reorder.run(0, from: plain.base, to: own.base)
      convolutions.append(convolution)
      kernels.append(own)
    }
    let new = Made(convolutions: convolutions, kernels: kernels)
    made[pictures] = new
    return new
  }
}
