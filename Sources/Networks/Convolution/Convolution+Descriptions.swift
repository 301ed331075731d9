internal import COneDNN

extension Convolution {
  /// The operation that follows the sums.
  enum Ending {
    /// The identity, or no operation.
    case none
    /// A bias per channel.
    case bias
    /// A bias per channel, followed by a ReLU.
    case biasAndReLU
  }

  /// The layouts of the tensors of a convolution.
  struct Tensors {
    let source: TensorLayout
    let target: TensorLayout
    let kernels: TensorLayout

    init(
      _ shape: ConvolutionShape, images: Int, _ layout: ImageLayout, _ precision: Precision
    ) throws(OneDNN.Failure) {
      source =
        layout == .blocks && shape.inputs < ImageLayout.width
        ? try .planes(count: images, channels: shape.inputs, side: shape.side, precision)
        : try .images(
          count: images, channels: shape.inputs, side: shape.side, layout, precision)
      target = try .images(
        count: images, channels: shape.outputs, side: shape.outputSide, layout, precision)
      kernels = try .anyKernels(shape, precision)
    }
  }

  /// Describes the three primitives of a convolution to oneDNN.
  ///
  /// A primitive multiplies two tensors of the given precision, and writes sums of 32 bits.
  struct Descriptions {
    /// The layouts of the tensors that are multiplied.
    let factors: Tensors
    /// The layouts of the same tensors as sums; equal to `factors` in 32 bits.
    let sums: Tensors
    let bias: TensorLayout
    private let shape: ConvolutionShape
    private let oneDNN: OneDNN

    init(
      _ shape: ConvolutionShape, images: Int, _ layout: ImageLayout, _ precision: Precision,
      of oneDNN: OneDNN
    ) throws(OneDNN.Failure) {
      factors = try Tensors(shape, images: images, layout, precision)
      sums = try Tensors(shape, images: images, layout, .float32)
      bias = try .vector(shape.outputs)
      self.shape = shape
      self.oneDNN = oneDNN
    }

    private var strides: [dnnl_dim_t] { [dnnl_dim_t(shape.stride), dnnl_dim_t(shape.stride)] }
    private var padding: [dnnl_dim_t] { [dnnl_dim_t(shape.padding), dnnl_dim_t(shape.padding)] }
    /// The zeros after an image that the last application of the kernels needs.
    private var paddingAfter: [dnnl_dim_t] {
      let needed = (shape.outputSide - 1) * shape.stride + shape.kernel
      let after = dnnl_dim_t(needed - shape.side - shape.padding)
      return [after, after]
    }

    func forward(_ ending: Ending, trains: Bool) throws(OneDNN.Failure) -> OpaquePointer? {
      var description = dnnl_convolution_desc_t()
      var (source, kernels, target, bias) = (
        factors.source.descriptor, factors.kernels.descriptor, sums.target.descriptor,
        bias.descriptor
      )
      let kind = trains ? dnnl_forward_training : dnnl_forward_inference
      let status =
        ending == .none
        ? dnnl_convolution_forward_desc_init(
          &description, kind, dnnl_convolution_direct, &source, &kernels, nil, &target, strides,
          padding, paddingAfter)
        : dnnl_convolution_forward_desc_init(
          &description, kind, dnnl_convolution_direct, &source, &kernels, &bias, &target, strides,
          padding, paddingAfter)
      try OneDNN.check(status, "a convolution of \(shape)")
      return try make(&description, rectifies: ending == .biasAndReLU, hint: nil)
    }

    func backwardData(hint: OpaquePointer?) throws(OneDNN.Failure) -> OpaquePointer? {
      var description = dnnl_convolution_desc_t()
      var (source, kernels, target) = (
        sums.source.descriptor, factors.kernels.descriptor, factors.target.descriptor
      )
      try OneDNN.check(
        dnnl_convolution_backward_data_desc_init(
          &description, dnnl_convolution_direct, &source, &kernels, &target, strides, padding,
          paddingAfter), "the gradient of a convolution of \(shape)")
      return try make(&description, hint: hint)
    }

    func backwardWeights(hint: OpaquePointer?) throws(OneDNN.Failure) -> OpaquePointer? {
      var description = dnnl_convolution_desc_t()
      var (source, kernels, target) = (
        factors.source.descriptor, sums.kernels.descriptor, factors.target.descriptor
      )
      try OneDNN.check(
        dnnl_convolution_backward_weights_desc_init(
          &description, dnnl_convolution_direct, &source, &kernels, nil, &target, strides,
          padding, paddingAfter), "the weight gradient of a convolution of \(shape)")
      return try make(&description, hint: hint)
    }

    private func make(
      _ operation: inout dnnl_convolution_desc_t, rectifies: Bool = false, hint: OpaquePointer?
    ) throws(OneDNN.Failure) -> OpaquePointer? {
      var attributes: OpaquePointer?
      try OneDNN.check(dnnl_primitive_attr_create(&attributes), "attributes")
      defer { dnnl_primitive_attr_destroy(attributes) }
      dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user)
      if rectifies {
        var after: OpaquePointer?
        try OneDNN.check(dnnl_post_ops_create(&after), "a ReLU")
        defer { dnnl_post_ops_destroy(after) }
        dnnl_post_ops_append_eltwise(after, 1, dnnl_eltwise_relu, 0, 0)
        try OneDNN.check(dnnl_primitive_attr_set_post_ops(attributes, after), "a ReLU")
      }
      var description: OpaquePointer?
      try OneDNN.check(
        dnnl_primitive_desc_create(&description, &operation, attributes, oneDNN.engine, hint),
        "a convolution of \(shape)")
      return description
    }
  }
}
