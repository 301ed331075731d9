internal import Boxes
internal import Datasets
internal import Evaluation
internal import RunModel

/// The first images of the validation set, scaled down for events and the screen, with their
/// detections.
struct SampleImages {
  /// The images; the same in every pass.
  private(set) var images: [SampleImage]
  /// The detections in each, best first.
  private(set) var found: [[LabeledBox]] = []

  /// The largest number of images.
  private static let count = 8
  /// The largest width and height in pixels; a screen shows no more.
  private static let side = 96
  /// The lowest score and the largest number of detections that are shown: the score from which the
  /// confusion matrix counts, and few enough to be told apart.
  private static let (threshold, limit) = (0.25, 12)

  init(images: [SampleImage]) { self.images = images }

  /// True for the index of an image of the pass that is shown, but not known yet.
  func needs(_ index: Int) -> Bool { index < Self.count && index >= images.count }

  /// An image of a batch, scaled down.
  static func sample(of batch: DetectionBatch, at index: Int) -> SampleImage {
    let image = batch.image(at: index)
    let small = image.width > side ? image.resized(to: side) : image
    return SampleImage(
      width: small.width, height: small.height, pixels: small.pixels,
      truths: batch.truths[index].map { object in
        LabeledBox(box: UnitBox(object.box), label: object.label)
      })
  }

  /// Adds an image of the pass, by its index; `sample` is the image itself, if it is not known yet.
  mutating func add(
    _ detections: [Detection], at index: Int, sample: SampleImage?, side: Double
  ) {
    guard index < Self.count else { return }
    if images.count == index, let sample { images.append(sample) }
    found.append(
      detections.prefix { $0.score >= Self.threshold }.prefix(Self.limit).map { detection in
        LabeledBox(
          box: UnitBox(detection.box, imageWidth: side, imageHeight: side),
          label: Int(detection.category), score: detection.score)
      })
  }
}
