/// The convolutions of a detector for a number of images, with copies of the kernels in the layouts they
/// prefer.
///
/// The preferred layout may depend on the number of images, so each number has its own copies.
final class SSDConvolutions {
  /// The convolutions of the trunk, then those of the heads.
  let all: [Convolution]
  private let forwardKernels: [Copy]
  private let backwardKernels: [Copy?]
  /// The conversion of gradients to the layout of the weights; `nil` if both are the same.
  private let gradients: [Reorder?]
  private let gradientSizes: [Int]

  /// Kernels in a layout or a precision that differs from that of the weights; `nil` if both are the same.
  private struct Copy {
    let reorder: Reorder?
    let target: FloatBuffer

    init(
      from weights: TensorLayout, to layout: TensorLayout, of oneDNN: OneDNN
    ) throws(OneDNN.Failure) {
      let isSame = weights.isSame(as: layout)
      reorder = isSame ? nil : try Reorder(from: weights, to: layout, of: oneDNN)
      target = FloatBuffer(isSame ? 0 : layout.count)
    }
  }

  /// - Parameter layouts: The kernel layouts of the weights; `nil` if these convolutions decide them.
  init(
    _ architecture: SSDArchitecture, images: Int, _ layout: ImageLayout, _ precision: Precision,
    layouts: [TensorLayout]?, of oneDNN: OneDNN
  ) throws(OneDNN.Failure) {
    var all: [Convolution] = []
    for (index, shape) in architecture.trunk.enumerated() {
      all.append(
        try Convolution(
          shape, images: images, layout, precision, ending: .none, trains: true,
          reachesBack: index > 0, of: oneDNN))
    }
    for shape in architecture.heads {
      all.append(
        try Convolution(
          shape, images: images, layout, precision, ending: .bias, trains: true,
          reachesBack: true, of: oneDNN))
    }
    var forwardKernels: [Copy] = []
    var backwardKernels: [Copy?] = []
    var gradients: [Reorder?] = []
    for (index, convolution) in all.enumerated() {
      guard let own = convolution.gradientLayout else { continue }
      let weights = layouts?[index] ?? own
      forwardKernels.append(
        try Copy(from: weights, to: convolution.forwardLayout, of: oneDNN))
      if let backward = convolution.backwardLayout {
        backwardKernels.append(try Copy(from: weights, to: backward, of: oneDNN))
      } else {
        backwardKernels.append(nil)
      }
      gradients.append(
        own.isSame(as: weights) ? nil : try Reorder(from: own, to: weights, of: oneDNN))
    }
    self.all = all
    self.forwardKernels = forwardKernels
    self.backwardKernels = backwardKernels
    self.gradients = gradients
    gradientSizes = all.map { $0.gradientLayout?.count ?? 0 }
  }

  /// Copies the kernels from the weights; each thread copies a part.
  func refresh(from parameters: SSDParameters, rank: Int, threads: Int) {
    for index in all.indices where index % threads == rank {
      let source = parameters.weights.base + parameters.ranges[index].kernels.lowerBound
      for copy in [forwardKernels[index], backwardKernels[index]] {
        if let copy { copy.reorder?.run(rank, from: source, to: copy.target.base) }
      }
    }
  }

  /// The kernels of a convolution for the forward pass.
  func forward(_ index: Int, _ parameters: SSDParameters) -> UnsafeRawPointer {
    kernels(forwardKernels[index], index, parameters)
  }

  /// The kernels of a convolution for the backward pass.
  func backward(_ index: Int, _ parameters: SSDParameters) -> UnsafeRawPointer {
    kernels(backwardKernels[index] ?? forwardKernels[index], index, parameters)
  }

  private func kernels(
    _ copy: Copy, _ index: Int, _ parameters: SSDParameters
  ) -> UnsafeRawPointer {
    UnsafeRawPointer(
      copy.reorder == nil
        ? parameters.weights.base + parameters.ranges[index].kernels.lowerBound
        : copy.target.base)
  }

  /// Computes the gradient with respect to the kernels of a convolution, in the layout of the weights.
  func backwardWeights(
    _ index: Int, _ rank: Int, _ source: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>
  ) {
    guard let reorder = gradients[index] else {
      return all[index].backwardWeights(rank, source, gradient, to: target)
    }
    // Rare: a smaller batch for which oneDNN wants another layout.
    let own = FloatBuffer(gradientSizes[index])
    all[index].backwardWeights(rank, source, gradient, to: own.base)
    reorder.run(rank, from: own.base, to: target)
  }
}
