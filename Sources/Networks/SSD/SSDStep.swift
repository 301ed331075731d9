internal import CKernels

/// A training step of a detector, run by all threads of the team together.
///
/// Each thread takes its images through the whole network with serial primitives of oneDNN. The threads meet
/// once per block in each direction, where normalisation needs the statistics of the whole batch. Between the
/// convolutions, one pass over an image normalises, rectifies and pools it. The backward pass recomputes
/// which value of a window was the largest and which was below zero, so only the sums are kept.
struct SSDStep {
  /// The loss: its preparation before the outputs exist, and its computation for the images of a thread.
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
  /// The convolutions for each thread's number of images; `nil` for a thread without images.
  let convolutions: [SSDConvolutions?]

  var threads: Int { network.team.size }
  var buffers: SSDBuffers { network.buffers }
  var parameters: SSDParameters { network.parameters }
  var blocks: [ConvolutionBlock] { network.architecture.blocks }

  func run(_ rank: Int) {
    OneDNN.disableThreading()
    let share = network.share(of: count, rank)
    prepare(rank, share)
    together(rank) { network.exchangeTotals(count) }
    if network.totals.images == 0 { return }
    for index in blocks.indices { forward(index, rank, share) }
    measure(rank, share)
    for index in blocks.indices.reversed() { backward(index, rank, share) }
    network.team.barrier()
    updateWeights(rank)
  }

  /// Waits for all threads; with other processes, the first thread then exchanges numbers with them before all go on.
  func together(_ rank: Int, exchange: () -> Void) {
    network.team.barrier()
    guard network.exchange != nil else { return }
    if rank == 0 { exchange() }
    network.team.barrier()
  }

  private func prepare(_ rank: Int, _ share: Range<Int>) {
    _ = ForwardImages(network: network, images: share).arrange(images)
    var done: [ObjectIdentifier] = []
    for case let one? in convolutions where !done.contains(ObjectIdentifier(one)) {
      one.refresh(from: parameters, rank: rank, threads: threads)
      done.append(ObjectIdentifier(one))
    }
    // This thread's part of the sums of all.
    if convolutions[rank] == nil { parameters.gradients[rank].clear() }
    loss.prepare(rank, share)
  }

  /// The input of a block.
  func source(_ index: Int, _ shape: ConvolutionShape, _ share: Range<Int>)
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
    let statistics = network.statistics(index, rank)
    let ranges = parameters.ranges[index]
    let weights = parameters.weights.base
    let size = shape.outputCount
    if let convolutions = convolutions[rank] {
      convolutions.all[index].forward(
        rank, source(index, shape, share), kernels: convolutions.forward(index, parameters),
        to: memory.sums.base + share.lowerBound * size)
    }
    if blocks[index].isNormalized {
      count(index, statistics, share)
      together(rank) { network.exchangeSums(index, isBackward: false) }
      statistics.normalize(
        network.statistics[index], scale: weights + ranges.scale.lowerBound,
        shift: weights + ranges.shift.lowerBound)
    } else {
      statistics.setBias(weights + ranges.shift.lowerBound)
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

  /// Sums the channels of a thread's images, around their mean in the first row.
  private func count(_ index: Int, _ statistics: ChannelStatistics, _ share: Range<Int>) {
    let shape = network.shapes[index]
    let (side, size) = (shape.outputSide, shape.outputCount)
    let sums = buffers.blocks[index].sums.base
    statistics.begin(count: share.count * side * side)
    guard !share.isEmpty else { return }
    network.layout.forEachPart(channels: shape.outputs, positions: side * side) { part in
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

  /// Updates a thread's share of all weights; the first thread also updates the running statistics.
  private func updateWeights(_ rank: Int) {
    let update = Update(
      network.optimizer, averaging: network.averaging, iteration: network.iterations,
      learningRate: network.learningRate)
    let share = Share.of(parameters.weights.count, rank: rank, size: threads, block: 16)
    let sum = parameters.gradients[0].base
    if network.exchange != nil {
      addThreads(share)
      together(rank) { network.exchangeGradient() }
    }
    // Small enough to stay in the first-level cache from the sum to the update.
    let tile = 1024
    for start in stride(from: share.lowerBound, to: share.upperBound, by: tile) {
      let size = min(tile, share.upperBound - start)
      if network.exchange == nil { addThreads(start..<start + size) }
      update.apply(parameters.memory.pointers(from: start), gradient: sum + start, count: size)
    }
    guard rank == 0 else { return }
    for index in blocks.indices where blocks[index].isNormalized {
      let side = network.shapes[index].outputSide
      network.statistics(index, rank).follow(
        means: parameters.means[index].base, variances: parameters.variances[index].base,
        count: network.totals.images * side * side)
    }
  }

  /// Adds the gradients of all threads of this process to that of the first one.
  private func addThreads(_ range: Range<Int>) {
    PairwiseSum.forEach(of: threads) { target, source in
      plateau_add(
        parameters.gradients[target].base + range.lowerBound,
        parameters.gradients[source].base + range.lowerBound, range.count)
    }
  }
}
