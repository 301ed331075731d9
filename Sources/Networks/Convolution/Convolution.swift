internal import COneDNN

/// A convolution of a number of images at once: forward, and backward when it trains.
///
/// Images lie the same before and behind it, so that nothing has to be reordered between layers; kernels
/// lie as each product likes them.
final class Convolution {
  let shape: ConvolutionShape
  /// How kernels lie for each product; the gradient's layout is nil when it does not train.
  let forwardLayout: TensorLayout
  let backwardLayout: TensorLayout?
  let gradientLayout: TensorLayout?

  private let forward: Primitive
  private let backwardData: Primitive?
  private let backwardWeights: Primitive?

  /// - Parameters:
  ///   - trains: the gradients are wanted.
  ///   - reachesBack: the gradient by what comes in is wanted too.
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
    // Gradients are described after their forward product.
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

  /// Images from images.
  func forward(
    _ rank: Int, _ source: UnsafePointer<Float>, kernels: UnsafePointer<Float>,
    bias: UnsafePointer<Float>? = nil, to target: UnsafeMutablePointer<Float>
  ) {
    forward.run(rank, source, kernels, target, bias)
  }

  /// The gradient by what came in from that by what went out.
  func backward(
    _ rank: Int, _ gradient: UnsafePointer<Float>, kernels: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>
  ) {
    backwardData?.run(rank, gradient, kernels, target)
  }

  /// The gradient by the kernels, summed over the images.
  func backwardWeights(
    _ rank: Int, _ source: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>
  ) {
    backwardWeights?.run(rank, source, gradient, target)
  }
}
