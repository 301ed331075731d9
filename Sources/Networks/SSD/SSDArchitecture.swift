/// A single-shot detector (doi:10.1007/978-3-319-46448-0_2): a trunk of convolutions, some of which have
/// a head that predicts boxes and classes at each of their places.
public struct SSDArchitecture: Equatable, Sendable {
  /// The side of the square colour images it reads, in pixels.
  public var side: Int
  /// The trunk, from the image on.
  public var blocks: [ConvolutionBlock]
  /// Which blocks have a head, from 0, ascending; the last block is one of them.
  public var taps: [Int]
  /// The side of the square box of each tap, as a share of the image's side, and one more, which the last
  /// tap's extra square grows towards.
  public var scales: [Double]
  /// Width by height of the boxes at a place besides its two squares.
  public var aspectRatios: [Double]
  /// Classes, without the background.
  public var classes: Int

  /// Describes a detector; `validate()` tells whether it can be built.
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

  /// Boxes at each place of a tap: a square of its scale, one between this and the next scale, and one
  /// for each aspect ratio.
  public var boxesPerCell: Int { 2 + aspectRatios.count }
  /// Numbers a box: four offsets, then a score for the background and each class.
  public var valuesPerBox: Int { 4 + classes + 1 }

  /// All boxes, in the order of the network's outputs.
  ///
  /// - Complexity: O(boxes).
  public var defaultBoxes: DefaultBoxes { DefaultBoxes(self) }

  /// The detector in words: `64 px: 16s2 – 32s2 – 64 [tap 16×16] – …; 320 boxes, 3 classes`.
  ///
  /// `s2` strides by two, `p` pools, `b` has a bias in place of its normalisation, `k1` is 1 × 1.
  public var summary: String {
    let shapes = trunk
    let parts = zip(blocks.indices, blocks).map { index, block in
      let side = shapes[index].outputSide
      return block.summary + (taps.contains(index) ? " [tap \(side)×\(side)]" : "")
    }
    return "\(side) px: \(parts.joined(separator: " – ")); "
      + "\(boxCount) boxes, \(classes) \(classes == 1 ? "class" : "classes")"
  }

  /// Boxes of an image.
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

  /// The convolutions of the heads, one a tap.
  var heads: [ConvolutionShape] {
    let trunk = trunk
    return taps.map { tap in
      ConvolutionShape(
        inputs: trunk[tap].outputs, outputs: boxesPerCell * valuesPerBox,
        side: trunk[tap].outputSide, kernel: 3, stride: 1)
    }
  }
}
