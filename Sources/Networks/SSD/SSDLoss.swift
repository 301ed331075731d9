/// The loss of a single-shot detector (doi:10.1007/978-3-319-46448-0_2, equation 1).
///
/// Cross-entropy of the softmax over boxes with an object and, in each image, three times as many background
/// boxes, those with the largest loss; plus the smooth L1 loss (β = 1) of the offsets of boxes with an
/// object. Both are divided by the number of boxes with an object in the batch. An image without objects
/// contributes its `negativesWithoutObjects` hardest boxes, so that the background is learnt from it, too (in
/// the paper it contributes nothing). A batch without objects is divided by 1.
public struct SSDLoss {
  /// The loss of a batch, in its parts.
  public struct Parts: Equatable, Sendable {
    /// The smooth L1 loss of the offsets.
    public var box: Double
    /// The cross-entropy of the classes.
    public var classification: Double
    /// The number of boxes with an object.
    public var positives: Int

    /// The sum of both losses.
    public var total: Double { box + classification }

    /// Creates a loss from its parts.
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

  /// The background boxes that count per box with an object.
  public static let negativesPerPositive = 3
  /// The background boxes that count in an image without objects.
  public static let negativesWithoutObjects = 3

  /// The boxes that the outputs are offsets from.
  public let boxes: DefaultBoxes
  /// The number of classes, without the background.
  public let classes: Int

  /// Creates a loss for boxes.
  public init(_ boxes: DefaultBoxes, classes: Int) {
    self.boxes = boxes
    self.classes = classes
  }

  /// Computes the loss of a batch and its derivative with respect to the outputs.
  ///
  /// - Parameters:
  ///   - outputs: The outputs: images × boxes × (4 offsets, then the scores of the background and each
  ///     class).
  ///   - truths: The objects of each image.
  /// - Precondition: There are outputs for every image.
  /// - Complexity: O(boxes × (classes + objects)) per image.
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
