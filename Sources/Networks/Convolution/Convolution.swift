internal import COneDNN

/// A convolution of a fixed number of images: forward and, for training, backward.
///
/// Images have the same layout before and after it, so that nothing is reordered between layers. Each
/// primitive chooses its own kernel layout.
final class Convolution {
  let shape: ConvolutionShape
  /// The kernel layout of each primitive; the last two are `nil` if the convolution does not train.
  let forwardLayout: TensorLayout
  let backwardLayout: TensorLayout?
  let gradientLayout: TensorLayout?

  private let forward: Primitive
  private let backwardData: Primitive?
  private let backwardWeights: Primitive?

  /// - Parameters:
  ///   - trains: Prepares the gradients.
  ///   - reachesBack: Prepares the gradient with respect to the input as well.
  init(
    _ shape: ConvolutionShape, images: Int, _ layout: ImageLayout, ending: Ending, trains: Bool,
    reachesBack: Bool, of oneDNN: OneDNN
  ) throws(OneDNN.Failure) {
    func argument(_ name: Int32, _ layout: TensorLayout) -> Primitive.Argument {
      Primitive.Argument(name: name, layout: layout)
    }
    OneDNN.disableThreading()
    self.shape = shape
    let descriptions = try Descriptions(shape, images: images, layout, of: oneDNN)
    let (source, target) = (descriptions.source, descriptions.target)
    // oneDNN describes gradients with the forward primitive as a hint.
    let hint = trains ? try descriptions.forward(ending, trains: true) : nil
    defer { if hint != nil { dnnl_primitive_desc_destroy(hint) } }

    let product = try descriptions.forward(ending, trains: trains)
    forwardLayout = try Self.layout(product, dnnl_query_weights_md)
    var arguments = [
      argument(DNNL_ARG_SRC, source), argument(DNNL_ARG_WEIGHTS, forwardLayout),
      argument(DNNL_ARG_DST, target),
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
          argument(DNNL_ARG_DIFF_DST, target), argument(DNNL_ARG_WEIGHTS, layout),
          argument(DNNL_ARG_DIFF_SRC, source),
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
          argument(DNNL_ARG_SRC, source), argument(DNNL_ARG_DIFF_DST, target),
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
    _ rank: Int, _ source: UnsafePointer<Float>, kernels: UnsafePointer<Float>,
    bias: UnsafePointer<Float>? = nil, to target: UnsafeMutablePointer<Float>
  ) {
    forward.run(rank, source, kernels, target, bias)
  }

  /// Computes the gradient with respect to the input from the gradient with respect to the output.
  func backward(
    _ rank: Int, _ gradient: UnsafePointer<Float>, kernels: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>
  ) {
    backwardData?.run(rank, gradient, kernels, target)
  }

  /// Computes the gradient with respect to the kernels, summed over the images.
  func backwardWeights(
    _ rank: Int, _ source: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>
  ) {
    backwardWeights?.run(rank, source, gradient, target)
  }
}
