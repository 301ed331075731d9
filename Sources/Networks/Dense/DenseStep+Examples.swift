internal import CKernels

extension DenseStep {
  /// Runs the step on a thread's examples: forward and backward through all layers, then the update of its rows of
  /// all kernels.
  func runOnExamples(_ rank: Int) {
    let own = share(rows, rank, block: 1)
    for index in 0..<last { forward(index, examples: own) }
    score(rank)
    for index in stride(from: last, to: 0, by: -1) { backward(index, examples: own) }
    // Kernels are read until here, and gradients of all examples are needed from here on.
    network.team.barrier()
    for index in stride(from: last, through: 0, by: -1) { updateLayer(index, rank) }
  }

  /// Computes the outputs of a layer for some examples; those of the last one are logits.
  func forward(_ index: Int, examples own: Range<Int>) {
    let layer = network.parameters[index]
    let target = network.work.outputs[index].base + own.lowerBound * layer.units
    Product.write(
      rows: own.count, columns: layer.units, inner: layer.inputs,
      MatrixView(source(of: index) + own.lowerBound * layer.inputs, rowsApart: layer.inputs),
      MatrixView(layer.kernel.weights.base, rowsApart: layer.units), to: target,
      rowsApart: layer.units)
    plateau_add_bias(
      target, layer.bias.weights.base, own.count, layer.units, layer.units,
      index < last && layer.layer.activation == .relu ? 1 : 0)
  }

  /// Computes the gradient with respect to the outputs of the layer below.
  private func backward(_ index: Int, examples own: Range<Int>) {
    let layer = network.parameters[index]
    let gradient = UnsafePointer(network.work.gradients[index].base)
    let first = own.lowerBound * layer.inputs
    let target = network.work.gradients[index - 1].base + first
    Product.write(
      rows: own.count, columns: layer.inputs, inner: layer.units,
      MatrixView(gradient + own.lowerBound * layer.units, rowsApart: layer.units),
      MatrixView(layer.kernel.weights.base, rowsApart: layer.units, isTransposed: true),
      to: target, rowsApart: layer.inputs)
    if network.parameters[index - 1].layer.activation == .relu {
      plateau_relu_backward(
        target, source(of: index) + first, own.count, layer.inputs, layer.inputs)
    }
  }
}
