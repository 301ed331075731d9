/// The memory of a step of a detector, allocated once for its largest batch.
final class SSDBuffers {
  /// The memory of a block.
  struct Block {
    /// The sums of the convolution; in the backward pass, the gradient with respect to them.
    let sums: FloatBuffer
    /// The image after normalisation and ReLU; empty if only the pooled image is needed.
    let rectified: FloatBuffer
    /// The pooled image; empty without pooling.
    let pooled: FloatBuffer
    /// The gradient with respect to the output of the block; empty for the last block.
    let gradient: FloatBuffer
    /// The gradient from the head; empty without a head.
    let headGradient: FloatBuffer

    /// The input of the next block.
    var output: FloatBuffer { pooled.count > 0 ? pooled : rectified }
  }

  /// The images, channels last; empty if the first convolution reads them channels first.
  let images: FloatBuffer
  let blocks: [Block]
  /// The outputs of each head and the gradients with respect to them.
  ///
  /// In the backward pass the former hold the gradients channels last.
  let heads: [FloatBuffer]
  let headGradients: [FloatBuffer]
  /// The outputs of all heads, image by image: boxes × (offsets, scores); and the gradients with respect to them.
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
