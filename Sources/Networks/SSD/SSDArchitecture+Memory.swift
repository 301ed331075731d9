extension SSDArchitecture {
  /// An upper bound of the memory that training takes, in bytes, without that of oneDNN.
  ///
  /// - Parameters:
  ///   - images: The images per batch.
  ///   - threads: The number of threads; each has its own gradients.
  ///   - precision: The numbers that a step multiplies; bfloat16 needs copies.
  ///   - valuesPerWeight: The weight itself, the state of the optimiser for it and, if there is one, its
  ///     moving average.
  /// - Precondition: The architecture is valid.
  public func bytes(
    images: Int, threads: Int, precision: Precision = .float32, valuesPerWeight: Int
  ) -> Double {
    let (trunk, heads) = (trunk, heads)
    // The sums, the values after normalisation, and the gradients with respect to both.
    let blocks = trunk.reduce(0) { $0 + 4 * Double($1.outputCount) }
    // The outputs in the order of cells and in the order of boxes, each with its gradient.
    let outputs = heads.reduce(0) { $0 + 4 * Double($1.outputCount) }
    let weights = (trunk + heads).reduce(0) { $0 + Double($1.weightCount) }
    let copies = Double(valuesPerWeight + threads)
    let image = 3 * Double(side * side) + blocks + outputs
    // Copies of half the size: of the images before and the gradients behind each convolution, and of the kernels
    // for each direction.
    let rounded = precision == .float32 ? 0 : Double(images) * image / 4 + weights
    return 4 * (Double(images) * image + copies * weights + rounded)
  }
}
