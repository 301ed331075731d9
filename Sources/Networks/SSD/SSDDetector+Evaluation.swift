internal import CKernels

extension SSDDetector {
  /// Measures a batch, with the running statistics, without learning from it.
  ///
  /// - Parameters:
  ///   - images: The images, channels first: images × 3 × side × side.
  ///   - truths: The objects of each image.
  ///   - total: The images that the whole batch should have, of which these are the part of this process; `nil` for
  ///     these alone.
  ///   - places: The places of the images in that part, ascending; they are needed if some are missing.
  /// - Returns: The loss of the whole batch, and the predictions for these images.
  /// - Precondition: The same as of `trainStep(_:_:of:)`.
  public func evaluate(
    _ images: [Float], _ truths: [[SSDTruth]], of total: Int? = nil, at places: [Int] = []
  ) -> (parts: SSDLoss.Parts, predictions: SSDPredictions) {
    (totals.planned, totals.places) = (total ?? truths.count, places)
    totals.images = truths.count
    check(images, count: truths.count)
    check(truths)
    let count = truths.count
    let classes = architecture.classes + 1
    forward(images, count: count)
    let scores = FloatBuffer(count * defaultBoxes.count * classes)
    let boxes = FloatBuffer(count * defaultBoxes.count * 4)
    team.run { rank in
      let share = self.share(of: count, rank)
      match(truths, share, rank)
      team.barrier()
      if exchange != nil {
        if rank == 0 { exchangeTotals(count) }
        team.barrier()
      }
      let outputs = buffers.outputs.base + share.lowerBound * outputSize
      results.set(measure(rank, share, outputs, nil), rank: rank)
      let first = share.lowerBound * defaultBoxes.count
      plateau_box_scores(
        outputs, targets.normalizers.base + first, share.count * defaultBoxes.count, classes,
        scores.base + first * classes)
      decode(share, to: boxes.base)
    }
    var predictions = SSDPredictions()
    predictions.scores = scores.values
    predictions.boxes = boxes.values
    return (exchangeParts(), predictions)
  }

  /// Predicts boxes and scores for any number of images.
  ///
  /// - Parameter images: The images, channels first: images × 3 × side × side.
  /// - Precondition: Every image has all its pixels, and the detector trains alone.
  public func predict(_ images: [Float]) -> SSDPredictions {
    let size = 3 * architecture.side * architecture.side
    precondition(images.count % size == 0, "every image needs all its pixels")
    precondition(exchange == nil, "the other processes would not take part")
    var all = SSDPredictions()
    for start in stride(from: 0, to: images.count, by: maximumBatch * size) {
      let part = Array(images[start..<min(images.count, start + maximumBatch * size)])
      let truths = [[SSDTruth]](repeating: [], count: part.count / size)
      let found = evaluate(part, truths).predictions
      all.scores += found.scores
      all.boxes += found.boxes
    }
    return all
  }

  /// Writes the outputs of images to `buffers.outputs`, with the running statistics.
  func forward(_ images: [Float], count: Int) {
    OneDNN.disableThreading()
    if !folded.isCurrent { folded.fold(self) }
    let made = (0..<team.size).map { rank -> FoldedConvolutions.Made? in
      let images = share(of: count, rank).count
      if images == 0 { return nil }
      do throws(OneDNN.Failure) {
        return try folded.convolutions(images: images)
      } catch {
        // Training created the same convolutions before, so only memory can be missing.
        preconditionFailure("\(ArchitectureError(error))")
      }
    }
    images.withUnsafeBufferPointer { images in
      guard let images = images.baseAddress else { return }
      team.run { rank in
        OneDNN.disableThreading()
        if let made = made[rank] {
          forward(images, share(of: count, rank), rank, made)
        }
      }
    }
  }

  private func forward(
    _ images: UnsafePointer<Float>, _ share: Range<Int>, _ rank: Int,
    _ made: FoldedConvolutions.Made
  ) {
    let pass = ForwardImages(network: self, images: share)
    let images = pass.arrange(images)
    for (index, memory) in buffers.blocks.enumerated() {
      let shape = shapes[index]
      let source = index == 0 ? images : UnsafePointer(buffers.blocks[index - 1].output.base)
      // If nothing else is needed, only pooled images are kept; their sums are in memory anyway.
      let target = memory.rectified.count > 0 ? memory.rectified : memory.sums
      made.convolutions[index].forward(
        rank, source + share.lowerBound * shape.inputCount,
        kernels: made.kernels[index].base, bias: folded.bias(index),
        to: target.base + share.lowerBound * shape.outputCount)
      if memory.pooled.count > 0 {
        let side = shape.outputSide
        let half = (side / 2) * (side / 2) * shape.outputs
        for image in share {
          layout.forEachPart(channels: shape.outputs, positions: side * side) { part in
            plateau_max_pool(
              target.base + image * shape.outputCount + part.start, side, side, part.channels,
              memory.pooled.base + image * half + part.pooledStart(side: side))
          }
        }
      }
      if let head = architecture.taps.firstIndex(of: index) {
        let index = architecture.blocks.count + head
        pass.predict(head) { source, bias, target in
          made.convolutions[index].forward(
            rank, source, kernels: made.kernels[index].base, bias: bias, to: target)
        }
      }
    }
  }

  private func decode(_ images: Range<Int>, to target: UnsafeMutablePointer<Float>) {
    for image in images {
      for box in 0..<defaultBoxes.count {
        let from =
          buffers.outputs.base + image * outputSize + box * architecture.valuesPerBox
        let edges = defaultBoxes.decode(SIMD4(from[0], from[1], from[2], from[3]), at: box)
        let output = target + (image * defaultBoxes.count + box) * 4
        for k in 0..<4 { output[k] = edges[k] }
      }
    }
  }
}
