internal import CKernels

/// A loss in which every box counts, for comparisons: the mean cross-entropy of the classes plus the mean
/// smooth L1 loss (β = 1) of the offsets.
public struct AllBoxesLoss: Sendable {
  private let labels: [Int32]
  private let offsets: [Float]
  private let boxes: Int
  private let classes: Int

  /// Creates a loss with fixed targets.
  ///
  /// - Parameters:
  ///   - labels: The class of each box of each image; 0 is the background.
  ///   - offsets: Four numbers per box.
  ///   - boxes: The number of boxes per image.
  ///   - classes: The number of classes, with the background.
  /// - Precondition: There are four offsets per label, and each label is the index of a class.
  public init(labels: [Int], offsets: [Float], boxes: Int, classes: Int) {
    precondition(offsets.count == labels.count * 4, "every box needs four offsets")
    precondition(labels.allSatisfy { (0..<classes).contains($0) }, "a label is not a class")
    self.labels = labels.map { Int32($0) }
    self.offsets = offsets
    self.boxes = boxes
    self.classes = classes
  }

  /// The loss of some images of the batch, for `SSDDetector.trainStep(_:count:loss:)`.
  ///
  /// - Parameters:
  ///   - outputs: The outputs of these images.
  ///   - gradient: Receives the derivative of the loss with respect to the outputs.
  public func measure(
    _ images: Range<Int>, _ outputs: UnsafePointer<Float>,
    _ gradient: UnsafeMutablePointer<Float>
  ) -> SSDLoss.Parts {
    let (first, count) = (images.lowerBound * boxes, images.count * boxes)
    let all = Double(max(1, labels.count))
    var (classLoss, boxLoss) = (0.0, 0.0)
    let normalizers = FloatBuffer(count)
    plateau_box_normalizers(outputs, count, classes, normalizers.base)
    labels.withUnsafeBufferPointer { labels in
      offsets.withUnsafeBufferPointer { offsets in
        guard let labels = labels.baseAddress, let offsets = offsets.baseAddress else { return }
        plateau_box_loss(
          outputs, normalizers.base, labels + first, offsets + first * 4, count, classes, 1,
          Float(1 / all), Float(0.25 / all), gradient, &classLoss, &boxLoss)
      }
    }
    return SSDLoss.Parts(box: boxLoss / (4 * all), classification: classLoss / all)
  }
}
