extension SSDArchitecture {
  /// The memory that training takes, in bytes, from above; what the convolutions' library adds is not in it.
  ///
  /// - Parameters:
  ///   - images: of a batch.
  ///   - threads: each keeps gradients of its own.
  ///   - valuesPerWeight: the weight, what the optimiser keeps of it, and perhaps its moving average.
  /// - Precondition: the architecture is valid.
  public func bytes(images: Int, threads: Int, valuesPerWeight: Int) -> Double {
    let (trunk, heads) = (trunk, heads)
    // Sums, what comes of them, and the gradients by both.
    let blocks = trunk.reduce(0) { $0 + 4 * Double($1.outputCount) }
    // In the order of places, then in that of boxes; each with its gradient.
    let outputs = heads.reduce(0) { $0 + 4 * Double($1.outputCount) }
    let weights = (trunk + heads).reduce(0) { $0 + Double($1.weightCount) }
    let copies = Double(valuesPerWeight + threads)
    let image = 3 * Double(side * side) + blocks + outputs
    return 4 * (Double(images) * image + copies * weights)
  }
}
