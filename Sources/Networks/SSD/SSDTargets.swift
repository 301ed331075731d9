internal import CKernels

/// What the boxes of a batch shall learn, and the loss by it; memory made once.
///
/// Threads work on different images at the same time.
final class SSDTargets {
  private let boxes: DefaultBoxes
  private let classes: Int
  /// The class of each box, from 1; 0 for background.
  private let matched: NumberBuffer<Int32>
  /// The same for boxes that count, -1 for the others.
  private let labels: NumberBuffer<Int32>
  private let offsets: FloatBuffer
  /// Boxes of each image that have a truth.
  private let positives: NumberBuffer<Int>
  /// The logarithm of each box's sum of exponentials; of the images of the last measure.
  let normalizers: FloatBuffer
  private let matchings: [BoxMatching]
  private let scratch: [FloatBuffer]

  /// - Parameter classes: with the background.
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

  /// Finds what an image's boxes learn.
  func match(_ truths: [SSDTruth], image: Int, rank: Int) {
    positives.base[image] = matchings[rank].match(
      truths, labels: matched.base + image * boxes.count,
      offsets: offsets.base + image * boxes.count * 4)
  }

  /// Boxes with a truth in the first images.
  func positives(images: Int) -> Int {
    (0..<images).reduce(0) { $0 + positives.base[$1] }
  }

  /// An image's part of the loss of a batch with so many positives.
  ///
  /// - Parameters:
  ///   - outputs: the image's.
  ///   - gradient: receives the loss's derivative by them; nil when it is not wanted.
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
