internal import CKernels

/// One training step of a detector, by all threads of the team together.
///
/// Each thread takes its images through the whole network with oneDNN's serial products; the threads meet
/// once a block each way, where normalisation needs the statistics of the whole batch. Between the products,
/// one pass over an image normalises, rectifies and pools it; which place was the largest of four, and
/// which was below zero, is worked out again on the way back, so nothing but the sums has to be kept.
struct SSDStep {
  /// The loss: what is prepared before the outputs are there, and the measure of a thread's images.
  struct Loss {
    var prepare: (_ rank: Int, _ images: Range<Int>) -> Void
    var measure:
      (
        _ rank: Int, _ images: Range<Int>, _ outputs: UnsafePointer<Float>,
        _ gradient: UnsafeMutablePointer<Float>
      ) -> SSDLoss.Parts
  }

  let network: SSDDetector
  let images: UnsafePointer<Float>
  let count: Int
  let loss: Loss
  /// The convolutions for each thread's number of images; nil for a thread without.
  let convolutions: [SSDConvolutions?]

  private var threads: Int { network.team.size }
  private var buffers: SSDBuffers { network.buffers }
  private var parameters: SSDParameters { network.parameters }
  private var blocks: [ConvolutionBlock] { network.architecture.blocks }

  func run(_ rank: Int) {
    OneDNN.disableThreading()
    let share = network.share(of: count, rank)
    prepare(rank, share)
    network.team.barrier()
    for index in blocks.indices { forward(index, rank, share) }
    measure(rank, share)
    for index in blocks.indices.reversed() { backward(index, rank, share) }
    network.team.barrier()
    updateWeights(rank)
  }

  private func prepare(_ rank: Int, _ share: Range<Int>) {
    _ = ForwardImages(network: network, images: share).arrange(images)
    var done: [ObjectIdentifier] = []
    for case let one? in convolutions where !done.contains(ObjectIdentifier(one)) {
      one.refresh(from: parameters, rank: rank, threads: threads)
      done.append(ObjectIdentifier(one))
    }
    loss.prepare(rank, share)
  }

  /// What a block reads.
  private func source(_ index: Int, _ shape: ConvolutionShape, _ share: Range<Int>)
    -> UnsafePointer<Float>
  {
    let inputs =
      network.layout == .channelsLast ? UnsafePointer(buffers.images.base) : images
    let all = index == 0 ? inputs : UnsafePointer(buffers.blocks[index - 1].output.base)
    return all + share.lowerBound * shape.inputCount
  }

  private func forward(_ index: Int, _ rank: Int, _ share: Range<Int>) {
    let shape = network.shapes[index]
    let memory = buffers.blocks[index]
    let statistics = network.statistics[index][rank]
    let place = parameters.places[index]
    let weights = parameters.weights.base
    let size = shape.outputCount
    if let convolutions = convolutions[rank] {
      convolutions.all[index].forward(
        rank, source(index, shape, share), kernels: convolutions.forward(index, parameters),
        to: memory.sums.base + share.lowerBound * size)
    }
    if blocks[index].isNormalized {
      count(index, statistics, share)
      network.team.barrier()
      statistics.normalize(
        network.statistics[index], scale: weights + place.scale.lowerBound,
        shift: weights + place.shift.lowerBound)
    } else {
      statistics.setBias(weights + place.shift.lowerBound)
    }
    let pass = ForwardImages(network: network, images: share)
    pass.rectify(index, statistics)
    if let head = network.architecture.taps.firstIndex(of: index), let all = convolutions[rank] {
      pass.predict(head) { source, bias, target in
        let index = blocks.count + head
        all.all[index].forward(
          rank, source, kernels: all.forward(index, parameters), bias: bias, to: target)
      }
    }
  }

  /// Sums up the channels of a thread's images, around their mean in its first row.
  private func count(_ index: Int, _ statistics: ChannelStatistics, _ share: Range<Int>) {
    let shape = network.shapes[index]
    let (side, size) = (shape.outputSide, shape.outputCount)
    let sums = buffers.blocks[index].sums.base
    statistics.begin(count: share.count * side * side)
    guard !share.isEmpty else { return }
    network.layout.forEachPart(channels: shape.outputs, places: side * side) { part in
      let origins = statistics.origins.base + part.first
      plateau_column_sums(
        sums + share.lowerBound * size + part.start, origins, side, part.channels, part.channels)
      for channel in 0..<part.channels { origins[channel] /= Float(side) }
      for image in share {
        plateau_channel_sums(
          sums + image * size + part.start, origins, side, side, part.channels,
          statistics.sums.base + part.first, statistics.squares.base + part.first)
      }
    }
  }

  private func measure(_ rank: Int, _ share: Range<Int>) {
    let size = network.outputSize
    guard !share.isEmpty else { return network.results.set(SSDLoss.Parts(), rank: rank) }
    let parts = loss.measure(
      rank, share, buffers.outputs.base + share.lowerBound * size,
      buffers.gradients.base + share.lowerBound * size)
    network.results.set(parts, rank: rank)
  }

  private func backward(_ index: Int, _ rank: Int, _ share: Range<Int>) {
    let shape = network.shapes[index]
    let memory = buffers.blocks[index]
    let statistics = network.statistics[index][rank]
    let block = blocks[index]
    let (side, size) = (shape.outputSide, shape.outputCount)
    let isTapped = memory.headGradient.count > 0
    if isTapped { backwardHead(index, rank, share) }
    // Without pooling, what comes from the next block and from the head belongs to the same image.
    let hasNext = memory.gradient.count > 0
    if isTapped && hasNext && !block.pools {
      plateau_add(
        memory.gradient.base + share.lowerBound * size,
        memory.headGradient.base + share.lowerBound * size, share.count * size)
    }
    let direct = block.pools || !hasNext ? memory.headGradient : memory.gradient
    let hasDirect = direct.count > 0
    let half = (side / 2) * (side / 2) * shape.outputs
    statistics.gradientSums.clear()
    statistics.gradientProducts.clear()
    for image in share {
      network.layout.forEachPart(channels: shape.outputs, places: side * side) { part in
        let (at, first) = (image * size + part.start, part.first)
        plateau_bn_relu_reduce(
          memory.sums.base + at, hasDirect ? direct.base + at : nil,
          block.pools ? memory.gradient.base + image * half + part.pooledStart(side: side) : nil,
          statistics.means.base + first, statistics.scales.base + first,
          statistics.shifts.base + first, side, side, part.channels,
          statistics.gradientSums.base + first, statistics.gradientProducts.base + first)
      }
    }
    network.team.barrier()
    let all = network.statistics[index]
    if block.isNormalized { statistics.differentiate(all, count: count * side * side) }
    let place = parameters.places[index]
    // Its memory is where the threads' gradients are summed up, and it always has images.
    if rank == 0 {
      let gradient = parameters.gradients[rank].base
      statistics.gradients(
        all, scale: block.isNormalized ? gradient + place.scale.lowerBound : nil,
        shift: gradient + place.shift.lowerBound)
    }
    for image in share {
      network.layout.forEachPart(channels: shape.outputs, places: side * side) { part in
        let (at, first) = (image * size + part.start, part.first)
        plateau_bn_relu_backward(
          memory.sums.base + at, hasDirect ? direct.base + at : nil,
          block.pools ? memory.gradient.base + image * half + part.pooledStart(side: side) : nil,
          statistics.means.base + first, statistics.scales.base + first,
          statistics.shifts.base + first, statistics.gradientFactors.base + first,
          statistics.deviationFactors.base + first, statistics.constants.base + first, side, side,
          part.channels)
      }
    }
    guard let convolutions = convolutions[rank] else { return }
    let gradient = memory.sums.base + share.lowerBound * size
    convolutions.backwardWeights(
      index, rank, source(index, shape, share), gradient,
      to: parameters.gradients[rank].base + place.kernels.lowerBound)
    if index > 0 {
      convolutions.all[index].backward(
        rank, gradient, kernels: convolutions.backward(index, parameters),
        to: buffers.blocks[index - 1].gradient.base + share.lowerBound * shape.inputCount)
    }
  }

  private func backwardHead(_ block: Int, _ rank: Int, _ share: Range<Int>) {
    guard let head = network.architecture.taps.firstIndex(of: block),
      let convolutions = convolutions[rank]
    else { return }
    let index = blocks.count + head
    let shape = network.shapes[index]
    let place = parameters.places[index]
    let places = shape.outputSide * shape.outputSide
    let size = network.layout.stored(shape.outputs) * places
    let gradient = buffers.headGradients[head].base + share.lowerBound * size
    // What the head computed is not needed any more: its memory holds the gradient in its first layout.
    let plain = buffers.heads[head].base + share.lowerBound * size
    for (index, image) in share.enumerated() {
      let from =
        buffers.gradients.base + image * network.outputSize + network.headStarts[head]
      let target = network.layout == .blocks ? plain : gradient
      (target + index * shape.outputCount).update(from: from, count: shape.outputCount)
      if network.layout == .blocks {
        plateau_split_channels(from, places, shape.outputs, gradient + index * size)
      }
    }
    let target = parameters.gradients[rank].base
    plateau_column_sums(
      network.layout == .blocks ? plain : gradient, target + place.shift.lowerBound,
      share.count * places, shape.outputs, shape.outputs)
    let memory = buffers.blocks[block]
    convolutions.backwardWeights(
      index, rank, memory.rectified.base + share.lowerBound * shape.inputCount, gradient,
      to: target + place.kernels.lowerBound)
    convolutions.all[index].backward(
      rank, gradient, kernels: convolutions.backward(index, parameters),
      to: memory.headGradient.base + share.lowerBound * shape.inputCount)
  }

  /// Moves a thread's share of all weights; one thread lets the running statistics follow.
  private func updateWeights(_ rank: Int) {
    let update = Update(
      network.optimizer, averaging: network.averaging, iteration: network.iterations,
      learningRate: network.learningRate)
    let share = Share.of(parameters.weights.count, rank: rank, size: threads, block: 16)
    let sum = parameters.gradients[0].base
    // Small enough to stay in the first cache from the sum to the move.
    let tile = 1024
    for start in stride(from: share.lowerBound, to: share.upperBound, by: tile) {
      let size = min(tile, share.upperBound - start)
      for other in 1..<threads where convolutions[other] != nil {
        plateau_add(sum + start, parameters.gradients[other].base + start, size)
      }
      update.apply(parameters.memory.places(from: start), gradient: sum + start, count: size)
    }
    guard rank == 0 else { return }
    for index in blocks.indices where blocks[index].isNormalized {
      let side = network.shapes[index].outputSide
      network.statistics[index][rank].follow(
        means: parameters.means[index].base, variances: parameters.variances[index].base,
        count: count * side * side)
    }
  }
}
