/// The architecture of a single-shot detector (doi:10.1007/978-3-319-46448-0_2): a trunk of convolutions,
/// some of which have a head that predicts boxes and classes at each of their positions.
public struct SSDArchitecture: Equatable, Sendable {
  /// The side of the square colour images that the detector reads, in pixels.
  public var side: Int
  /// The blocks of the trunk, starting at the image.
  public var blocks: [ConvolutionBlock]
  /// The indices of the blocks with a head, ascending; the last block is one of them.
  public var taps: [Int]
  /// The side of the square box of each tap, as a fraction of the image's side, and one more value, from
  /// which the extra square of the last tap is computed.
  public var scales: [Double]
  /// The aspect ratios (width / height) of the boxes in a cell besides its two squares.
  public var aspectRatios: [Double]
  /// The number of classes, without the background.
  public var classes: Int

  /// Creates an architecture; `validate()` checks whether it can be built.
  public init(
    side: Int, blocks: [ConvolutionBlock], taps: [Int], scales: [Double],
    aspectRatios: [Double] = [2, 0.5], classes: Int
  ) {
    self.side = side
    self.blocks = blocks
    self.taps = taps
    self.scales = scales
    self.aspectRatios = aspectRatios
    self.classes = classes
  }

  /// The boxes in each cell of a tap: a square of its scale, one between this and the next scale, and one for
  /// each aspect ratio.
  public var boxesPerCell: Int { 2 + aspectRatios.count }
  /// The numbers per box: four offsets, then a score for the background and each class.
  public var valuesPerBox: Int { 4 + classes + 1 }

  /// All boxes, in the order of the outputs.
  ///
  /// - Complexity: O(boxes).
  public var defaultBoxes: DefaultBoxes { DefaultBoxes(self) }

  /// A description of the detector: `64 px: 16s2 – 32s2 – 64 [tap 16×16] – …; 320 boxes, 3 classes`.
  ///
  /// `s2` is a stride of two, `p` pooling, `b` a bias instead of normalisation, `k1` a 1 × 1 kernel.
  public var summary: String {
    let shapes = trunk
    let parts = zip(blocks.indices, blocks).map { index, block in
      let side = shapes[index].outputSide
      return block.summary + (taps.contains(index) ? " [tap \(side)×\(side)]" : "")
    }
    return "\(side) px: \(parts.joined(separator: " – ")); "
      + "\(boxCount) boxes, \(classes) \(classes == 1 ? "class" : "classes")"
  }

  /// The number of boxes per image.
  public var boxCount: Int {
    let shapes = trunk
    return taps.reduce(0) { $0 + shapes[$1].outputSide * shapes[$1].outputSide } * boxesPerCell
  }

  /// The convolutions of the trunk.
  var trunk: [ConvolutionShape] {
    var (inputs, side) = (3, side)
    return blocks.map { block in
      let shape = ConvolutionShape(
        inputs: inputs, outputs: block.filters, side: side, kernel: block.kernel,
        stride: block.stride)
      inputs = block.filters
      side = block.pools ? shape.outputSide / 2 : shape.outputSide
      return shape
    }
  }

  /// The convolutions of the heads, one per tap.
  var heads: [ConvolutionShape] {
    let trunk = trunk
    return taps.map { tap in
      ConvolutionShape(
        inputs: trunk[tap].outputs, outputs: boxesPerCell * valuesPerBox,
        side: trunk[tap].outputSide, kernel: 3, stride: 1)
    }
  }
}
