internal import COneDNN

/// Copies a tensor from one layout into another, rounded if that has shorter numbers.
struct Reorder {
  private let primitive: Primitive

  init(
    from source: TensorLayout, to target: TensorLayout, of oneDNN: OneDNN
  ) throws(OneDNN.Failure) {
    var (from, to) = (source.descriptor, target.descriptor)
    var attributes: OpaquePointer?
    try OneDNN.check(dnnl_primitive_attr_create(&attributes), "attributes")
    defer { dnnl_primitive_attr_destroy(attributes) }
    dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user)
    var description: OpaquePointer?
    try OneDNN.check(
      dnnl_reorder_primitive_desc_create(
        &description, &from, oneDNN.engine, &to, oneDNN.engine, attributes), "a reorder")
    primitive = try Primitive(
      description, of: oneDNN,
      [
        Primitive.Argument(name: DNNL_ARG_SRC, layout: source),
        Primitive.Argument(name: DNNL_ARG_DST, layout: target),
      ])
  }

  func run(_ rank: Int, from source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>) {
    primitive.run(rank, from: source, to: target)
  }
}
