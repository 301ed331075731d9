internal import CKernels

/// The forward pass of an evaluation: each thread takes its rows through all layers, without waiting for the
/// others.
struct DenseForwardPass {
  let network: DenseClassifier
  let rows: Int

  func run(_ rank: Int, filling fill: DenseClassifier.Fill) {
    let share = Share.of(rows, rank: rank, size: network.team.size, block: 1)
    network.work.fill(share, classes: network.classes, fill)
    var source = UnsafePointer(network.work.inputs.base) + share.lowerBound * network.inputs
    for (index, layer) in network.parameters.enumerated() {
      let target = network.work.outputs[index].base + share.lowerBound * layer.units
      Product.write(
        rows: share.count, columns: layer.units, inner: layer.inputs,
        MatrixView(source, rowsApart: layer.inputs),
        MatrixView(layer.kernel.weights.base, rowsApart: layer.units), to: target,
        rowsApart: layer.units)
      let isLast = index == network.parameters.count - 1
      plateau_add_bias(
        target, layer.bias.weights.base, share.count, layer.units, layer.units,
        !isLast && layer.layer.activation == .relu ? 1 : 0)
      source = UnsafePointer(target)
    }
    var hits = 0
    let loss = plateau_softmax(
      source, network.work.labels.base + share.lowerBound,
      network.work.scores.base + share.lowerBound * network.classes, nil, share.count,
      network.classes, Float(rows), &hits)
    network.work.set(loss: loss, hits: hits, rank: rank)
  }
}
