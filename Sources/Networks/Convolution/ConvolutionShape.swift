/// The sizes of a convolution of square images, padded so that a stride of 1 keeps their side.
struct ConvolutionShape: Hashable {
  /// Channels in.
  let inputs: Int
  /// Channels out.
  let outputs: Int
  /// The side of the images that come in.
  let side: Int
  /// The side of a kernel; odd.
  let kernel: Int
  /// Places from one application of the kernels to the next.
  let stride: Int

  /// Zeros around an image, as wide as PyTorch's `padding`.
  var padding: Int { kernel / 2 }
  /// The side of the images that go out.
  var outputSide: Int { (side + 2 * padding - kernel) / stride + 1 }
  /// Numbers of an image that comes in.
  var inputCount: Int { inputs * side * side }
  /// Numbers of an image that goes out.
  var outputCount: Int { outputs * outputSide * outputSide }
  /// Numbers an output is a sum of.
  var fanIn: Int { inputs * kernel * kernel }
  /// Weights.
  var weightCount: Int { outputs * fanIn }
}
