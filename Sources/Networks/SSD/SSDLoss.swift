/// The loss of a single-shot detector (doi:10.1007/978-3-319-46448-0_2, equation 1).
///
/// Cross-entropy of the softmax over boxes with a truth and, in each image, three times as many background
/// boxes, those with the largest loss; plus smooth L1 (β = 1) of the offsets of boxes with a truth; both
/// divided by the number of boxes with a truth in the batch. An image without truths contributes its
/// `negativesWithoutObjects` hardest boxes, so that background is learnt from it too (in the paper it
/// contributes nothing); a batch without truths is divided by 1.
public struct SSDLoss {
  /// What a batch came to.
  public struct Parts: Equatable, Sendable {
    /// Smooth L1 of the offsets.
    public var box: Double
    /// Cross-entropy of the classes.
    public var classification: Double
    /// Boxes with a truth.
    public var positives: Int

    /// The sum.
    public var total: Double { box + classification }

    /// Nothing, or what is given.
    public init(box: Double = 0, classification: Double = 0, positives: Int = 0) {
      self.box = box
      self.classification = classification
      self.positives = positives
    }

    static func += (a: inout Parts, b: Parts) {
      a.box += b.box
      a.classification += b.classification
      a.positives += b.positives
    }
  }

  /// Background boxes that count for each box with a truth.
  public static let negativesPerPositive = 3
  /// Background boxes that count in an image without truths.
  public static let negativesWithoutObjects = 3

  /// The boxes that outputs are offsets from.
  public let boxes: DefaultBoxes
  /// Classes, without the background.
  public let classes: Int

  /// A loss by these boxes.
  public init(_ boxes: DefaultBoxes, classes: Int) {
    self.boxes = boxes
    self.classes = classes
  }

  /// The loss of a batch and its derivative by the outputs.
  ///
  /// - Parameters:
  ///   - outputs: images × boxes × (4 offsets, then the scores of the background and each class).
  ///   - truths: those of each image.
  /// - Precondition: there are outputs for every image.
  /// - Complexity: O(boxes × (classes + truths)) an image.
  public func measure(
    _ outputs: [Float], _ truths: [[SSDTruth]]
  ) -> (parts: Parts, gradient: [Float]) {
    let size = boxes.count * (5 + classes)
    precondition(outputs.count == truths.count * size, "every image needs its outputs")
    let targets = SSDTargets(boxes, classes: classes + 1, images: truths.count, threads: 1)
    for (image, truths) in truths.enumerated() {
      targets.match(truths, image: image, rank: 0)
    }
    let positives = targets.positives(images: truths.count)
    let gradient = FloatBuffer(outputs.count)
    var parts = Parts()
    outputs.withUnsafeBufferPointer { outputs in
      guard let outputs = outputs.baseAddress else { return }
      for image in truths.indices {
        parts += targets.measure(
          outputs + image * size, gradient: gradient.base + image * size, image: image,
          rank: 0, positives: positives)
      }
    }
    return (parts, gradient.values)
  }
}
