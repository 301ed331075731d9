/// A convolution followed by batch normalisation, ReLU and, optionally, 2 × 2 max pooling.
///
/// Without normalisation the convolution has a bias. A tap reads the block before its pooling.
public struct ConvolutionBlock: Equatable, Sendable {
  /// The number of output channels.
  public var filters: Int
  /// The side of a kernel in pixels, an odd number; padding keeps the side of the image if the stride is 1.
  public var kernel: Int
  /// The distance between two applications of the kernels, in pixels.
  public var stride: Int
  /// `true` if channels are normalised over the batch (doi:10.48550/arXiv.1502.03167).
  public var isNormalized: Bool
  /// `true` if 2 × 2 max pooling follows; an odd last row or column is left out.
  public var pools: Bool

  /// Creates a block.
  public init(
    filters: Int, kernel: Int = 3, stride: Int = 1, isNormalized: Bool = true, pools: Bool = false
  ) {
    self.filters = filters
    self.kernel = kernel
    self.stride = stride
    self.isNormalized = isNormalized
    self.pools = pools
  }

  /// A short description: `64s2` has a stride of 2, `64p` pools, `64b` has a bias instead of normalisation,
  /// `64k1` has 1 × 1 kernels.
  var summary: String {
    var text = "\(filters)"
    if kernel != 3 { text += "k\(kernel)" }
    if stride != 1 { text += "s\(stride)" }
    if !isNormalized { text += "b" }
    if pools { text += "p" }
    return text
  }
}
