internal import CKernels

/// A training step of a dense classifier: forward, loss, backward and the optimiser, run by all threads of
/// the team together.
///
/// In the forward pass, a thread computes its columns of the outputs of each layer. In the backward pass it
/// owns rows of each kernel: it alone reads them for the gradient of the layer below, then updates them. So a
/// layer needs one barrier in each direction, and the gradient of a kernel never leaves the cache of the
/// thread that uses it.
///
/// In the first layer, below which no gradient is needed, a thread owns columns if that pays: it reads the
/// same weights in the forward pass, and it has computed the gradients that update them.
///
/// Of a large batch, a thread instead takes its examples through all layers and back. The threads meet once,
/// before each updates its rows of all kernels.
struct DenseStep {
  let network: DenseClassifier
  let rows: Int
  /// The rows of the batch in all processes.
  let total: Int

  var last: Int { network.parameters.count - 1 }

  func run(_ rank: Int, filling fill: DenseClassifier.Fill) {
    network.work.fill(share(rows, rank, block: 1), classes: network.classes, fill)
    if dividesExamples { return runOnExamples(rank) }
    network.team.barrier()
    forward(rank)
    for index in stride(from: last, through: 0, by: -1) {
      backward(index, rank)
      // Only the layer below needs these gradients; skip the barrier if each thread computed its own.
      if index > 1 || (index == 1 && !ownsColumnsOfFirst) { network.team.barrier() }
    }
    if network.exchange != nil { updateTogether(rank) }
  }

  /// Sums the gradients of all processes, then updates a thread's share of each layer.
  private func updateTogether(_ rank: Int) {
    let sums = network.work.sums
    network.team.barrier()
    if rank == 0 {
      network.exchange?.sum(UnsafeMutableBufferPointer(start: sums.base, count: sums.count))
    }
    network.team.barrier()
    var gradient = UnsafePointer(sums.base)
    for layer in network.parameters {
      for memory in [layer.kernel, layer.bias] {
        let share = self.share(memory.weights.count, rank)
        update.apply(
          memory.pointers(from: share.lowerBound), gradient: gradient + share.lowerBound,
          count: share.count)
        gradient += memory.weights.count
      }
    }
  }

  /// Writes the gradient of a thread's rows of a kernel, and of its columns of the bias, where the
  /// sums over all processes are made.
  private func writeGradient(_ index: Int, rows share: Range<Int>, columns: Range<Int>) {
    let layer = network.parameters[index]
    let gradient = UnsafePointer(network.work.gradients[index].base)
    let before = network.parameters[..<index].reduce(0) {
      $0 + $1.kernel.weights.count + $1.bias.weights.count
    }
    let kernel = network.work.sums.base + before
    if rows == 0 {
      (kernel + share.lowerBound * layer.units).update(
        repeating: 0, count: share.count * layer.units)
    }
    Product.write(
      rows: rows == 0 ? 0 : share.count, columns: layer.units, inner: rows,
      MatrixView(source(of: index) + share.lowerBound, rowsApart: layer.inputs, isTransposed: true),
      MatrixView(gradient, rowsApart: layer.units), to: kernel + share.lowerBound * layer.units,
      rowsApart: layer.units)
    plateau_column_sums(
      gradient + columns.lowerBound,
      kernel + layer.kernel.weights.count + columns.lowerBound, rows, columns.count, layer.units)
  }

  private var update: Update {
    Update(
      network.optimizer, averaging: network.averaging, iteration: network.iterations,
      learningRate: network.learningRate)
  }

  /// `true` if the threads share the first kernel by columns.
  ///
  /// A narrow kernel has too few, and a large batch gains nothing.
  private var ownsColumnsOfFirst: Bool {
    network.exchange == nil && rows <= DenseBuffers.fusedRows
      && network.parameters[0].units >= 32 * network.team.size
  }

  /// `true` if the threads share the batch by examples.
  ///
  /// A part has to be large enough for products that read whole kernels.
  private var dividesExamples: Bool {
    network.exchange == nil && rows > DenseBuffers.fusedRows && rows >= 64 * network.team.size
  }

  /// The input of a layer.
  func source(of index: Int) -> UnsafePointer<Float> {
    index == 0
      ? UnsafePointer(network.work.inputs.base)
      : UnsafePointer(network.work.outputs[index - 1].base)
  }

  func share(_ count: Int, _ rank: Int, block: Int = 16) -> Range<Int> {
    Share.of(count, rank: rank, size: network.team.size, block: block)
  }

  private func forward(_ rank: Int) {
    for (index, layer) in network.parameters.enumerated() where index < last {
      let columns = share(layer.units, rank)
      let target = network.work.outputs[index].base + columns.lowerBound
      Product.write(
        rows: rows, columns: columns.count, inner: layer.inputs,
        MatrixView(source(of: index), rowsApart: layer.inputs),
        MatrixView(layer.kernel.weights.base + columns.lowerBound, rowsApart: layer.units),
        to: target,
        rowsApart: layer.units)
      plateau_add_bias(
        target, layer.bias.weights.base + columns.lowerBound, rows, columns.count, layer.units,
        layer.layer.activation == .relu ? 1 : 0)
      network.team.barrier()
    }
    score(rank)
    network.team.barrier()
  }

  /// Computes the outputs of the last layer for a thread's examples, their loss, and the gradient with respect to
  /// them.
  ///
  /// The last layer is narrow. Threads share it by rows, so that softmax needs no barrier.
  func score(_ rank: Int) {
    let layer = network.parameters[last]
    let share = self.share(rows, rank, block: 1)
    let logits = network.work.outputs[last].base + share.lowerBound * layer.units
    forward(last, examples: share)
    var hits = 0
    let loss = plateau_softmax(
      logits, network.work.labels.base + share.lowerBound,
      network.work.scores.base + share.lowerBound * layer.units,
      network.work.gradients[last].base + share.lowerBound * layer.units, share.count, layer.units,
      Float(total), &hits)
    network.work.set(loss: loss, hits: hits, rank: rank)
  }

  private func backward(_ index: Int, _ rank: Int) {
    let layer = network.parameters[index]
    let gradient = UnsafePointer(network.work.gradients[index].base)
    let share = self.share(layer.inputs, rank)
    if index > 0 {
      let target = network.work.gradients[index - 1].base + share.lowerBound
      Product.write(
        rows: rows, columns: share.count, inner: layer.units,
        MatrixView(gradient, rowsApart: layer.units),
        MatrixView(
          layer.kernel.weights.base + share.lowerBound * layer.units, rowsApart: layer.units,
          isTransposed: true), to: target, rowsApart: layer.inputs)
      if network.parameters[index - 1].layer.activation == .relu {
        plateau_relu_backward(
          target, source(of: index) + share.lowerBound, rows, share.count, layer.inputs)
      }
    }
    if network.exchange != nil {
      return writeGradient(index, rows: share, columns: self.share(layer.units, rank))
    }
    updateLayer(index, rank)
  }

  /// Updates a thread's part of the kernel and of the bias of a layer.
  func updateLayer(_ index: Int, _ rank: Int) {
    let layer = network.parameters[index]
    let gradient = UnsafePointer(network.work.gradients[index].base)
    let columns = share(layer.units, rank)
    let update = update
    let scratch = network.work.tiles[rank]
    let tile = scratch.base
    let ownsColumns = index == 0 && ownsColumnsOfFirst
    updateKernel(
      index, rows: ownsColumns ? 0..<layer.inputs : share(layer.inputs, rank),
      columns: ownsColumns ? columns : 0..<layer.units, update, scratch)
    guard !columns.isEmpty else { return }
    plateau_column_sums(gradient + columns.lowerBound, tile, rows, columns.count, layer.units)
    update.apply(
      layer.bias.pointers(from: columns.lowerBound), gradient: tile, count: columns.count)
  }

  /// Updates a part of a kernel, in one loop with its gradient or one tile of rows after another.
  private func updateKernel(
    _ index: Int, rows share: Range<Int>, columns: Range<Int>, _ update: Update,
    _ scratch: FloatBuffer
  ) {
    let layer = network.parameters[index]
    let gradient = UnsafePointer(network.work.gradients[index].base)
    if rows <= DenseBuffers.fusedRows,
      update.applyProduct(
        layer, rows: share, columns: columns, source(of: index), gradient, examples: rows,
        scratch: scratch)
    {
      return
    }
    let tile = scratch.base
    for first in stride(from: share.lowerBound, to: share.upperBound, by: DenseBuffers.tileRows) {
      let count = min(DenseBuffers.tileRows, share.upperBound - first)
      Product.write(
        rows: count, columns: columns.count, inner: rows,
        MatrixView(source(of: index) + first, rowsApart: layer.inputs, isTransposed: true),
        MatrixView(gradient + columns.lowerBound, rowsApart: layer.units), to: tile,
        rowsApart: columns.count)
      // Whole rows are contiguous.
      let lines = columns.count == layer.units ? 1 : count
      let length = count * columns.count / lines
      for line in 0..<lines {
        let start = (first + line) * layer.units + columns.lowerBound
        update.apply(
          layer.kernel.pointers(from: start), gradient: tile + line * length, count: length)
      }
    }
  }
}
