/// Converts kernels between the layout of the optimiser and that of PyTorch: outputs × inputs × rows ×
/// columns.
final class KernelStorage {
  /// The layouts of the kernels among the weights.
  let layouts: [TensorLayout]
  private let shapes: [ConvolutionShape]
  private let outward: [Reorder]
  private let inward: [Reorder]

  init(_ convolutions: [Convolution], of oneDNN: OneDNN) throws(OneDNN.Failure) {
    var layouts: [TensorLayout] = []
    var (outward, inward): ([Reorder], [Reorder]) = ([], [])
    for convolution in convolutions {
      let plain = try TensorLayout.kernels(convolution.shape)
      let layout = convolution.gradientLayout ?? plain
      layouts.append(layout)
      outward.append(try Reorder(from: layout, to: plain, of: oneDNN))
      inward.append(try Reorder(from: plain, to: layout, of: oneDNN))
    }
    self.layouts = layouts
    self.outward = outward
    self.inward = inward
    shapes = convolutions.map(\.shape)
  }

  /// The kernels of a convolution in PyTorch's order.
  func read(_ index: Int, from source: UnsafePointer<Float>) -> [Float] {
    let plain = FloatBuffer(shapes[index].weightCount)
    outward[index].run(0, from: source, to: plain.base)
    return plain.values
  }

  /// Stores kernels that are in PyTorch's order.
  func write(_ index: Int, _ values: [Float], to target: UnsafeMutablePointer<Float>) {
    let plain = FloatBuffer(shapes[index].weightCount)
    plain.values = values
    inward[index].run(0, from: plain.base, to: target)
  }
}
