internal import CKernels

/// A thread's pictures on their way forward, between the convolutions: what a step and a measure share.
struct ForwardPictures {
  let network: SSDNetwork
  let pictures: Range<Int>

  /// Normalises, rectifies and pools a block's sums.
  func rectify(_ index: Int, _ statistics: ChannelStatistics) {
    let shape = network.shapes[index]
    let memory = network.buffers.blocks[index]
    let (side, size) = (shape.outputSide, shape.outputCount)
    let half = (side / 2) * (side / 2) * shape.outputs
    for picture in pictures {
      let sums = memory.sums.base + picture * size
      if memory.rectified.count > 0 {
        plateau_rectify(
          sums, statistics.scales.base, statistics.shifts.base, side * side, shape.outputs,
          memory.rectified.base + picture * size)
        if memory.pooled.count > 0 {
          plateau_pool(
            memory.rectified.base + picture * size, side, side, shape.outputs,
            memory.pooled.base + picture * half)
        }
      } else {
        plateau_rectify_pool(
          sums, statistics.scales.base, statistics.shifts.base, side, side, shape.outputs,
          memory.pooled.base + picture * half)
      }
    }
  }

  /// Lets a head predict, and puts what it predicts where its boxes are among all.
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
    let target = buffers.heads[head].base + pictures.lowerBound * shape.outputCount
    convolve(
      block.rectified.base + pictures.lowerBound * shape.inputCount,
      network.parameters.weights.base + network.parameters.places[index].shift.lowerBound, target)
    for picture in pictures {
      let start = picture * network.outputSize + network.headStarts[head]
      (buffers.outputs.base + start).update(
        from: buffers.heads[head].base + picture * shape.outputCount, count: shape.outputCount)
    }
  }
}
