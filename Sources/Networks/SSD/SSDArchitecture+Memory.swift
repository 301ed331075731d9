extension SSDArchitecture {
  /// The memory that training takes, in bytes, from above; what the convolutions' library adds is not in it.
  ///
  /// - Parameters:
  ///   - pictures: of a batch.
  ///   - threads: each keeps gradients of its own.
  ///   - keepsAverage: whether a moving average of the weights is kept.
  /// - Precondition: the architecture is valid.
  public func bytes(pictures: Int, threads: Int, keepsAverage: Bool) -> Double {
    let (trunk, heads) = (trunk, heads)
    // Sums, what comes of them, and the gradients by both.
    let blocks = trunk.reduce(0) { $0 + 4 * Double($1.outputCount) }
    // In the order of places, then in that of boxes; each with its gradient.
    let outputs = heads.reduce(0) { $0 + 4 * Double($1.outputCount) }
    let weights = (trunk + heads).reduce(0) { $0 + Double($1.weightCount) }
    // The weights, the optimiser's two moments, the average.
    let copies = Double(3 + threads + (keepsAverage ? 1 : 0))
    let picture = 3 * Double(side * side) + blocks + outputs
    return 4 * (Double(pictures) * picture + copies * weights)
  }
}
