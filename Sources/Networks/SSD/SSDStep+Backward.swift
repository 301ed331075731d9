internal import CKernels

/// The gradients with respect to the output of a block.
private struct OutputGradients {
  /// The gradient with respect to the image after its ReLU; empty if nothing reads that image.
  let direct: FloatBuffer
  /// The gradient with respect to the pooled image; `nil` without pooling.
  let pooled: FloatBuffer?

  func direct(at offset: Int) -> UnsafePointer<Float>? {
    direct.count > 0 ? UnsafePointer(direct.base + offset) : nil
  }

  func pooled(at offset: Int) -> UnsafePointer<Float>? {
    pooled.map { UnsafePointer($0.base + offset) }
  }
}

extension SSDStep {
  /// The backward pass of a block: from the gradient of its output to those of its weights and its input.
  func backward(_ index: Int, _ rank: Int, _ share: Range<Int>) {
    let shape = network.shapes[index]
    let gradients = outputGradients(index, rank, share)
    reduce(index, rank, share, gradients)
    together(rank) { network.exchangeSums(index, isBackward: true) }
    differentiate(index, rank)
    backwardNormalization(index, rank, share, gradients)
    guard let convolutions = convolutions[rank] else { return }
    let gradient = buffers.blocks[index].sums.base + share.lowerBound * shape.outputCount
    convolutions.backwardWeights(
      index, rank, source(index, shape, share), gradient,
      to: parameters.gradients[rank].base + parameters.ranges[index].kernels.lowerBound)
    if index > 0 {
      convolutions.all[index].backward(
        rank, gradient, kernels: convolutions.backward(index, parameters),
        to: buffers.blocks[index - 1].gradient.base + share.lowerBound * shape.inputCount)
    }
  }

  /// Collects the gradients with respect to the output of a block, from the next block and from the head.
  private func outputGradients(
    _ index: Int, _ rank: Int, _ share: Range<Int>
  ) -> OutputGradients {
    let memory = buffers.blocks[index]
    let pools = blocks[index].pools
    let isTapped = memory.headGradient.count > 0
    if isTapped { backwardHead(index, rank, share) }
    // Without pooling, the gradients from the next block and from the head belong to the same image.
    let hasNext = memory.gradient.count > 0
    if isTapped && hasNext && !pools {
      let size = network.shapes[index].outputCount
      plateau_add(
        memory.gradient.base + share.lowerBound * size,
        memory.headGradient.base + share.lowerBound * size, share.count * size)
    }
    return OutputGradients(
      direct: pools || !hasNext ? memory.headGradient : memory.gradient,
      pooled: pools ? memory.gradient : nil)
  }

  /// Sums the gradients of a thread's images that normalisation needs.
  private func reduce(
    _ index: Int, _ rank: Int, _ share: Range<Int>, _ gradients: OutputGradients
  ) {
    let shape = network.shapes[index]
    let statistics = network.statistics(index, rank)
    let sums = buffers.blocks[index].sums.base
    let (side, size) = (shape.outputSide, shape.outputCount)
    let half = (side / 2) * (side / 2) * shape.outputs
    statistics.gradientSums.clear()
    statistics.gradientProducts.clear()
    for image in share {
      network.layout.forEachPart(channels: shape.outputs, positions: side * side) { part in
        let (at, first) = (image * size + part.start, part.first)
        plateau_bn_relu_reduce(
          sums + at, gradients.direct(at: at),
          gradients.pooled(at: image * half + part.pooledStart(side: side)),
          statistics.means.base + first, statistics.scales.base + first,
          statistics.shifts.base + first, side, side, part.channels,
          statistics.gradientSums.base + first, statistics.gradientProducts.base + first)
      }
    }
  }

  /// Computes the gradients with respect to scale and shift (or the bias), and the coefficients of the gradient
  /// with respect to the sums.
  private func differentiate(_ index: Int, _ rank: Int) {
    let all = network.statistics[index]
    let isNormalized = blocks[index].isNormalized
    let side = network.shapes[index].outputSide
    let own = network.statistics(index, rank)
    if isNormalized { own.differentiate(all, count: network.totals.images * side * side) }
    // The gradients of all threads are summed in the memory of the first one of all processes.
    guard rank == 0 else { return }
    let ranges = parameters.ranges[index]
    let gradient = parameters.gradients[rank].base
    guard network.firstMember == 0 else {
      for range in [ranges.scale, ranges.shift] {
        (gradient + range.lowerBound).update(repeating: 0, count: range.count)
      }
      return
    }
    own.gradients(
      all, scale: isNormalized ? gradient + ranges.scale.lowerBound : nil,
      shift: gradient + ranges.shift.lowerBound)
  }

  /// Replaces the sums of a thread's images by the gradient with respect to them.
  private func backwardNormalization(
    _ index: Int, _ rank: Int, _ share: Range<Int>, _ gradients: OutputGradients
  ) {
    let shape = network.shapes[index]
    let statistics = network.statistics(index, rank)
    let sums = buffers.blocks[index].sums.base
    let (side, size) = (shape.outputSide, shape.outputCount)
    let half = (side / 2) * (side / 2) * shape.outputs
    for image in share {
      network.layout.forEachPart(channels: shape.outputs, positions: side * side) { part in
        let (at, first) = (image * size + part.start, part.first)
        plateau_bn_relu_backward(
          sums + at, gradients.direct(at: at),
          gradients.pooled(at: image * half + part.pooledStart(side: side)),
          statistics.means.base + first, statistics.scales.base + first,
          statistics.shifts.base + first, statistics.gradientFactors.base + first,
          statistics.deviationFactors.base + first, statistics.constants.base + first, side, side,
          part.channels)
      }
    }
  }

  /// The backward pass of the head of a block; it writes the gradient that the block receives from it.
  private func backwardHead(_ block: Int, _ rank: Int, _ share: Range<Int>) {
    guard let head = network.architecture.taps.firstIndex(of: block),
      let convolutions = convolutions[rank]
    else { return }
    let index = blocks.count + head
    let shape = network.shapes[index]
    let ranges = parameters.ranges[index]
    let positions = shape.outputSide * shape.outputSide
    let size = network.layout.stored(shape.outputs) * positions
    let gradient = buffers.headGradients[head].base + share.lowerBound * size
    // The outputs of the head are no longer needed, so their memory holds the gradient, channels last.
    let plain = buffers.heads[head].base + share.lowerBound * size
    for (index, image) in share.enumerated() {
      let from =
        buffers.gradients.base + image * network.outputSize + network.headStarts[head]
      let target = network.layout == .blocks ? plain : gradient
      (target + index * shape.outputCount).update(from: from, count: shape.outputCount)
      if network.layout == .blocks {
        plateau_split_channels(from, positions, shape.outputs, gradient + index * size)
      }
    }
    let target = parameters.gradients[rank].base
    plateau_column_sums(
      network.layout == .blocks ? plain : gradient, target + ranges.shift.lowerBound,
      share.count * positions, shape.outputs, shape.outputs)
    let memory = buffers.blocks[block]
    convolutions.backwardWeights(
      index, rank, memory.rectified.base + share.lowerBound * shape.inputCount, gradient,
      to: target + ranges.kernels.lowerBound)
    convolutions.all[index].backward(
      rank, gradient, kernels: convolutions.backward(index, parameters),
      to: memory.headGradient.base + share.lowerBound * shape.inputCount)
  }
}
