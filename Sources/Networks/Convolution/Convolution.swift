internal import COneDNN

/// A convolution of a fixed number of images: forward and, for training, backward.
///
/// Images have the same layout before and after it, so that nothing is reordered between layers. Each
/// primitive chooses its own kernel layout.
///
/// In bfloat16, a convolution rounds the images and gradients that it reads; kernels have to be rounded before.
final class Convolution {
  let shape: ConvolutionShape
  /// The kernel layout of each primitive; the last two are `nil` if the convolution does not train.
  let forwardLayout: TensorLayout
  let backwardLayout: TensorLayout?
  let gradientLayout: TensorLayout?

  private let forward: Primitive
  private let backwardData: Primitive?
  private let backwardWeights: Primitive?
  /// The input and the gradient with respect to the output in bfloat16; `nil` in 32 bits.
  private let roundedSource: RoundedImages?
  private let roundedGradient: RoundedImages?

  /// - Parameters:
  ///   - precision: The numbers that it multiplies.
  ///   - trains: Prepares the gradients.
  ///   - reachesBack: Prepares the gradient with respect to the input as well.
  init(
    _ shape: ConvolutionShape, images: Int, _ layout: ImageLayout,
    _ precision: Precision = .float32,
    ending: Ending, trains: Bool, reachesBack: Bool, of oneDNN: OneDNN
  ) throws(OneDNN.Failure) {
    func argument(_ name: Int32, _ layout: TensorLayout) -> Primitive.Argument {
      Primitive.Argument(name: name, layout: layout)
    }
    OneDNN.disableThreading()
    self.shape = shape
    let descriptions = try Descriptions(shape, images: images, layout, precision, of: oneDNN)
    let (factors, sums) = (descriptions.factors, descriptions.sums)
    let rounds = precision == .bfloat16
    roundedSource =
      rounds ? RoundedImages(images * shape.inputCount, threads: oneDNN.threads) : nil
    let gradientCount = images * layout.stored(shape.outputs) * shape.outputSide * shape.outputSide
    roundedGradient =
      rounds && trains ? RoundedImages(gradientCount, threads: oneDNN.threads) : nil
    // oneDNN describes gradients with the forward primitive as a hint.
    let hint = trains ? try descriptions.forward(ending, trains: true) : nil
    defer { if hint != nil { dnnl_primitive_desc_destroy(hint) } }

    let product = try descriptions.forward(ending, trains: trains)
    forwardLayout = try Self.layout(product, dnnl_query_weights_md)
    var arguments = [
      argument(DNNL_ARG_SRC, factors.source), argument(DNNL_ARG_WEIGHTS, forwardLayout),
      argument(DNNL_ARG_DST, sums.target),
    ]
    if ending != .none { arguments.append(argument(DNNL_ARG_BIAS, descriptions.bias)) }
    forward = try Primitive(product, of: oneDNN, arguments)

    if trains && reachesBack {
      let product = try descriptions.backwardData(hint: hint)
      let layout = try Self.layout(product, dnnl_query_weights_md)
      backwardLayout = layout
      backwardData = try Primitive(
        product, of: oneDNN,
        [
          argument(DNNL_ARG_DIFF_DST, factors.target), argument(DNNL_ARG_WEIGHTS, layout),
          argument(DNNL_ARG_DIFF_SRC, sums.source),
        ])
    } else {
      (backwardLayout, backwardData) = (nil, nil)
    }
    if trains {
      let product = try descriptions.backwardWeights(hint: hint)
      let layout = try Self.layout(product, dnnl_query_diff_weights_md)
      gradientLayout = layout
      backwardWeights = try Primitive(
        product, of: oneDNN,
        [
          argument(DNNL_ARG_SRC, factors.source), argument(DNNL_ARG_DIFF_DST, factors.target),
          argument(DNNL_ARG_DIFF_WEIGHTS, layout),
        ])
    } else {
      (gradientLayout, backwardWeights) = (nil, nil)
    }
  }

  private static func layout(
    _ description: OpaquePointer?, _ argument: dnnl_query_t
  ) throws(OneDNN.Failure) -> TensorLayout {
    guard let layout = Primitive.layout(of: description, argument) else {
      throw OneDNN.Failure(what: "a layout of kernels", status: dnnl_unimplemented.rawValue)
    }
    return layout
  }

  /// Convolves images.
  func forward(
    _ rank: Int, _ source: UnsafePointer<Float>, kernels: UnsafeRawPointer,
    bias: UnsafePointer<Float>? = nil, to target: UnsafeMutablePointer<Float>
  ) {
    forward.run(
      rank, roundedSource?.round(source, rank) ?? UnsafeRawPointer(source), kernels, target, bias)
  }

  /// Computes the gradient with respect to the kernels, summed over the images.
  ///
  /// - Parameters:
  ///   - source: The images that this thread convolved last.
  ///   - gradient: The gradient with respect to the output.
  func backwardWeights(
    _ rank: Int, _ source: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>
  ) {
    backwardWeights?.run(
      rank, roundedSource?.last(rank) ?? UnsafeRawPointer(source),
      roundedGradient?.round(gradient, rank) ?? UnsafeRawPointer(gradient), target)
  }

  /// Computes the gradient with respect to the input.
  ///
  /// - Parameter gradient: The gradient with respect to the output, of which this thread called
  ///   `backwardWeights` last.
  func backward(
    _ rank: Int, _ gradient: UnsafePointer<Float>, kernels: UnsafeRawPointer,
    to target: UnsafeMutablePointer<Float>
  ) {
    backwardData?.run(
      rank, roundedGradient?.last(rank) ?? UnsafeRawPointer(gradient), kernels, target)
  }
}
