/// The memory of a detector's step, made once for its largest batch.
final class SSDBuffers {
  /// What a block computes.
  struct Block {
    /// The convolution's sums; on the way back the gradient by them.
    let sums: FloatBuffer
    /// After normalisation and ReLU; empty when only the pooled image is wanted.
    let rectified: FloatBuffer
    /// After pooling; empty without.
    let pooled: FloatBuffer
    /// The gradient by what goes to the next block; empty for the last.
    let gradient: FloatBuffer
    /// The gradient that comes from the head; empty without.
    let headGradient: FloatBuffer

    /// What the next block reads.
    var output: FloatBuffer { pooled.count > 0 ? pooled : rectified }
  }

  /// The images, channels last; empty when the first convolution reads them as they come.
  let images: FloatBuffer
  let blocks: [Block]
  /// What each head computes, and the gradient by it; on the way back the former is the latter with the
  /// channels of a place together.
  let heads: [FloatBuffer]
  let headGradients: [FloatBuffer]
  /// What the heads computed, image by image: boxes × (offsets, scores); and the gradient by it.
  let outputs: FloatBuffer
  let gradients: FloatBuffer

  init(_ architecture: SSDArchitecture, _ layout: ImageLayout, images count: Int) {
    let pixels = architecture.side * architecture.side
    images = FloatBuffer(layout == .channelsLast ? count * 3 * pixels : 0)
    let last = architecture.blocks.count - 1
    blocks = zip(architecture.blocks, architecture.trunk).enumerated().map { index, pair in
      let (block, shape) = pair
      let isTapped = architecture.taps.contains(index)
      let size = count * shape.outputCount
      let half = shape.outputSide / 2
      let pooled = block.pools ? count * half * half * shape.outputs : 0
      return Block(
        sums: FloatBuffer(size), rectified: FloatBuffer(isTapped || !block.pools ? size : 0),
        pooled: FloatBuffer(pooled),
        gradient: FloatBuffer(index == last ? 0 : block.pools ? pooled : size),
        headGradient: FloatBuffer(isTapped ? size : 0))
    }
    let headSizes = architecture.heads.map {
      count * layout.stored($0.outputs) * $0.outputSide * $0.outputSide
    }
    heads = headSizes.map { FloatBuffer($0) }
    headGradients = headSizes.map { FloatBuffer($0) }
    outputs = FloatBuffer(count * architecture.boxCount * architecture.valuesPerBox)
    gradients = FloatBuffer(count * architecture.boxCount * architecture.valuesPerBox)
  }
}
