/// A convolution with what follows it: batch normalisation, ReLU, and perhaps 2 × 2 max pooling.
///
/// Without normalisation the convolution has a bias. A tap reads the block before its pooling.
public struct ConvolutionBlock: Equatable, Sendable {
  /// Channels out.
  public var filters: Int
  /// The side of a kernel in pixels, odd; images are padded so that a stride of 1 keeps their side.
  public var kernel: Int
  /// Pixels from one application of the kernels to the next.
  public var stride: Int
  /// Whether channels are normalised over the batch (doi:10.48550/arXiv.1502.03167).
  public var isNormalized: Bool
  /// Whether the largest of each 2 × 2 places goes on to the next block; an odd last row or column is
  /// left out.
  public var pools: Bool

  /// Describes a block.
  public init(
    filters: Int, kernel: Int = 3, stride: Int = 1, isNormalized: Bool = true, pools: Bool = false
  ) {
    self.filters = filters
    self.kernel = kernel
    self.stride = stride
    self.isNormalized = isNormalized
    self.pools = pools
  }

  /// The block in a few characters: `64s2` strides by 2, `64p` pools, `64b` has a bias for its
  /// normalisation, `64k1` is 1 × 1.
  var summary: String {
    var text = "\(filters)"
    if kernel != 3 { text += "k\(kernel)" }
    if stride != 1 { text += "s\(stride)" }
    if !isNormalized { text += "b" }
    if pools { text += "p" }
    return text
  }
}
