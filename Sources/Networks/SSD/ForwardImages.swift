internal import CKernels

/// The forward pass of a thread's images between the convolutions, shared by training and evaluation.
struct ForwardImages {
  let network: SSDDetector
  let images: Range<Int>

  /// Arranges the images of this thread for the first convolution.
  ///
  /// - Parameter planes: The images of the batch, channels first.
  func arrange(_ planes: UnsafePointer<Float>) -> UnsafePointer<Float> {
    guard network.layout == .channelsLast else { return planes }
    let pixels = network.architecture.side * network.architecture.side
    for image in images {
      plateau_channels_last(
        planes + image * 3 * pixels, pixels, 3,
        network.buffers.images.base + image * 3 * pixels)
    }
    return UnsafePointer(network.buffers.images.base)
  }

  /// Applies normalisation, ReLU and pooling to the sums of a block.
  func rectify(_ index: Int, _ statistics: ChannelStatistics) {
    let shape = network.shapes[index]
    let memory = network.buffers.blocks[index]
    let (side, size) = (shape.outputSide, shape.outputCount)
    let half = (side / 2) * (side / 2) * shape.outputs
    for image in images {
      network.layout.forEachPart(channels: shape.outputs, positions: side * side) { part in
        let (sums, first) = (memory.sums.base + image * size + part.start, part.first)
        let pooled = memory.pooled.base + image * half + part.pooledStart(side: side)
        let (means, scales) = (statistics.means.base + first, statistics.scales.base + first)
        let shifts = statistics.shifts.base + first
        guard memory.rectified.count > 0 else {
          return plateau_bn_relu_pool_forward(
            sums, means, scales, shifts, side, side, part.channels, pooled)
        }
        let rectified = memory.rectified.base + image * size + part.start
        plateau_bn_relu_forward(sums, means, scales, shifts, side * side, part.channels, rectified)
        if memory.pooled.count > 0 {
          plateau_max_pool(rectified, side, side, part.channels, pooled)
        }
      }
    }
  }

  /// Runs a head and stores its outputs at the offset of its boxes.
  func predict(
    _ head: Int,
    _ convolve: (
      _ source: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
      _ target: UnsafeMutablePointer<Float>
    ) -> Void
  ) {
    let index = network.architecture.blocks.count + head
    let shape = network.shapes[index]
    let buffers = network.buffers
    let block = buffers.blocks[network.architecture.taps[head]]
    let positions = shape.outputSide * shape.outputSide
    let size = network.layout.stored(shape.outputs) * positions
    let target = buffers.heads[head].base + images.lowerBound * size
    convolve(
      block.rectified.base + images.lowerBound * shape.inputCount,
      network.parameters.weights.base + network.parameters.ranges[index].shift.lowerBound, target)
    for image in images {
      let start = image * network.outputSize + network.headStarts[head]
      let source = buffers.heads[head].base + image * size
      if network.layout == .blocks {
        plateau_join_channels(source, positions, shape.outputs, buffers.outputs.base + start)
      } else {
        (buffers.outputs.base + start).update(from: source, count: size)
      }
    }
  }
}
