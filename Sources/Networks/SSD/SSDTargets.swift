internal import CKernels

/// Training targets of a batch, and the loss; memory is allocated once.
///
/// Threads work on different images at the same time.
final class SSDTargets {
  private let boxes: DefaultBoxes
  private let classes: Int
  /// The class of each box, from 1; 0 for the background.
  private let matched: NumberBuffer<Int32>
  /// The classes of the boxes that count in the loss, -1 for the others.
  private let labels: NumberBuffer<Int32>
  private let offsets: FloatBuffer
  /// The number of boxes with an object in each image.
  private let positives: NumberBuffer<Int>
  /// The logarithm of the sum of exponentials of each box, for the last images measured.
  let normalizers: FloatBuffer
  private let matchings: [BoxMatching]
  private let scratch: [FloatBuffer]

  /// - Parameter classes: The number of classes, with the background.
  init(_ boxes: DefaultBoxes, classes: Int, images: Int, threads: Int) {
    self.boxes = boxes
    self.classes = classes
    matched = NumberBuffer(images * boxes.count)
    labels = NumberBuffer(images * boxes.count)
    offsets = FloatBuffer(images * boxes.count * 4)
    positives = NumberBuffer(images)
    normalizers = FloatBuffer(images * boxes.count)
    matchings = (0..<threads).map { _ in BoxMatching(boxes) }
    scratch = (0..<threads).map { _ in FloatBuffer(boxes.count) }
  }

  /// Finds the targets of an image.
  func match(_ truths: [SSDTruth], image: Int, rank: Int) {
    positives.base[image] = matchings[rank].match(
      truths, labels: matched.base + image * boxes.count,
      offsets: offsets.base + image * boxes.count * 4)
  }

  /// The number of boxes with an object in the first images.
  func positives(images: Int) -> Int {
    (0..<images).reduce(0) { $0 + positives.base[$1] }
  }

  /// Computes the loss of an image in a batch with a total of `positives`.
  ///
  /// - Parameters:
  ///   - outputs: The outputs of the image.
  ///   - gradient: Receives the derivative with respect to the outputs; `nil` if it is not needed.
  func measure(
    _ outputs: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>?, image: Int,
    rank: Int, positives total: Int
  ) -> SSDLoss.Parts {
    let first = image * boxes.count
    let own = positives.base[image]
    plateau_box_normalizers(outputs, boxes.count, classes, normalizers.base + first)
    let wanted = own > 0 ? SSDLoss.negativesPerPositive * own : SSDLoss.negativesWithoutObjects
    plateau_mine_negatives(
      outputs, normalizers.base + first, matched.base + first, boxes.count, classes, wanted,
      scratch[rank].base, labels.base + first)
    let scale = 1 / Float(max(1, total))
    var (classLoss, boxLoss) = (0.0, 0.0)
    plateau_box_loss(
      outputs, normalizers.base + first, labels.base + first, offsets.base + first * 4,
      boxes.count, classes, 0, scale, scale, gradient, &classLoss, &boxLoss)
    let divisor = Double(max(1, total))
    return SSDLoss.Parts(
      box: boxLoss / divisor, classification: classLoss / divisor, positives: own)
  }
}
