internal import COneDNN

/// The layout of a tensor in memory.
struct TensorLayout {
  private(set) var descriptor = dnnl_memory_desc_t()

  /// Creates a layout from a descriptor of a primitive.
  init(_ descriptor: dnnl_memory_desc_t) { self.descriptor = descriptor }

  private init(
    _ sizes: [Int], _ tag: dnnl_format_tag_t, _ precision: Precision = .float32
  ) throws(OneDNN.Failure) {
    let dimensions = sizes.map { dnnl_dim_t($0) }
    try OneDNN.check(
      dnnl_memory_desc_init_by_tag(
        &descriptor, Int32(sizes.count), dimensions, precision == .bfloat16 ? dnnl_bf16 : dnnl_f32,
        tag), "a tensor of \(sizes)")
  }

  /// Images.
  static func images(
    count: Int, channels: Int, side: Int, _ layout: ImageLayout, _ precision: Precision
  ) throws(OneDNN.Failure) -> Self {
    try Self(
      [count, channels, side, side], layout == .blocks ? dnnl_nChw16c : dnnl_nhwc, precision)
  }

  /// Images, channels first.
  static func planes(
    count: Int, channels: Int, side: Int, _ precision: Precision
  ) throws(OneDNN.Failure) -> Self {
    try Self([count, channels, side, side], dnnl_nchw, precision)
  }

  /// Kernels in PyTorch's order: outputs × inputs × rows × columns.
  static func kernels(_ shape: ConvolutionShape) throws(OneDNN.Failure) -> Self {
    try Self([shape.outputs, shape.inputs, shape.kernel, shape.kernel], dnnl_oihw)
  }

  /// Kernels in the layout that the primitive prefers.
  static func anyKernels(
    _ shape: ConvolutionShape, _ precision: Precision
  ) throws(OneDNN.Failure) -> Self {
    try Self(
      [shape.outputs, shape.inputs, shape.kernel, shape.kernel], dnnl_format_tag_any, precision)
  }

  /// A list of numbers.
  static func vector(_ count: Int) throws(OneDNN.Failure) -> Self { try Self([count], dnnl_x) }

  /// The 32-bit numbers that fit in its memory, with padding.
  var count: Int {
    var descriptor = descriptor
    return (dnnl_memory_desc_get_size(&descriptor) + 3) / MemoryLayout<Float>.stride
  }

  /// `true` if both layouts are the same.
  func isSame(as other: TensorLayout) -> Bool {
    var (a, b) = (descriptor, other.descriptor)
    return dnnl_memory_desc_equal(&a, &b) != 0
  }
}
