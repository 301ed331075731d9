/// The sizes of a convolution of square images.
///
/// Padding keeps the side if the stride is 1.
struct ConvolutionShape: Hashable {
  /// The number of input channels.
  let inputs: Int
  /// The number of output channels.
  let outputs: Int
  /// The side of the input images.
  let side: Int
  /// The side of a kernel, an odd number.
  let kernel: Int
  /// The distance between two applications of the kernels.
  let stride: Int

  /// The zeros around an image, PyTorch's `padding`.
  var padding: Int { kernel / 2 }
  /// The side of the output images.
  var outputSide: Int { (side + 2 * padding - kernel) / stride + 1 }
  /// The numbers per input image.
  var inputCount: Int { inputs * side * side }
  /// The numbers per output image.
  var outputCount: Int { outputs * outputSide * outputSide }
  /// The number of products in an output.
  var fanIn: Int { inputs * kernel * kernel }
  /// The number of weights.
  var weightCount: Int { outputs * fanIn }
}
