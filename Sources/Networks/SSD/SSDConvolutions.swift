/// A detector's convolutions of a number of images, and copies of the kernels as they like them.
///
/// How kernels lie best may depend on the number of images, so each number has copies of its own.
final class SSDConvolutions {
  /// Those of the trunk, then the heads.
  let all: [Convolution]
  private let forwardKernels: [Copy]
  private let backwardKernels: [Copy?]
  /// From the layout of gradients here to that of the weights; nil where it is the same.
  private let gradients: [Reorder?]
  private let gradientSizes: [Int]

  /// Kernels in another layout than the weights'; nil where it is the same.
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

  /// - Parameter layouts: how the weights' kernels lie; nil when these convolutions decide it.
  init(
    _ architecture: SSDArchitecture, images: Int, _ layout: ImageLayout,
    layouts: [TensorLayout]?, of oneDNN: OneDNN
  ) throws(OneDNN.Failure) {
    var all: [Convolution] = []
    for (index, shape) in architecture.trunk.enumerated() {
      all.append(
        try Convolution(
          shape, images: images, layout, ending: .none, trains: true, reachesBack: index > 0,
          of: oneDNN))
    }
    for shape in architecture.heads {
      all.append(
        try Convolution(
          shape, images: images, layout, ending: .bias, trains: true, reachesBack: true,
          of: oneDNN))
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

  /// Takes the kernels over from the weights; each thread does a part.
  func refresh(from parameters: SSDParameters, rank: Int, threads: Int) {
    for index in all.indices where index % threads == rank {
      let source = parameters.weights.base + parameters.places[index].kernels.lowerBound
      for copy in [forwardKernels[index], backwardKernels[index]] {
        if let copy { copy.reorder?.run(rank, from: source, to: copy.target.base) }
      }
    }
  }

  /// A convolution's kernels for the way forward.
  func forward(_ index: Int, _ parameters: SSDParameters) -> UnsafePointer<Float> {
    kernels(forwardKernels[index], index, parameters)
  }

  /// A convolution's kernels for the way back.
  func backward(_ index: Int, _ parameters: SSDParameters) -> UnsafePointer<Float> {
    kernels(backwardKernels[index] ?? forwardKernels[index], index, parameters)
  }

  private func kernels(
    _ copy: Copy, _ index: Int, _ parameters: SSDParameters
  ) -> UnsafePointer<Float> {
    UnsafePointer(
      copy.reorder == nil
        ? parameters.weights.base + parameters.places[index].kernels.lowerBound
        : copy.target.base)
  }

  /// The gradient of a convolution's kernels, in the layout of the weights.
  func backwardWeights(
    _ index: Int, _ rank: Int, _ source: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>
  ) {
    guard let reorder = gradients[index] else {
      return all[index].backwardWeights(rank, source, gradient, to: target)
    }
    // Rare: some smaller batch for which oneDNN wants another layout.
    let own = FloatBuffer(gradientSizes[index])
    all[index].backwardWeights(rank, source, gradient, to: own.base)
    reorder.run(rank, from: own.base, to: target)
  }
}
