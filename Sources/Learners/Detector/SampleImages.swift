internal import Boxes
internal import Datasets
internal import Evaluation
internal import RunModel

/// The first images of the validation set, small enough to be told and shown, and what is found in them.
struct SampleImages {
  /// The images; the same in every pass.
  private(set) var images: [SampleImage]
  /// What was found in each, best first.
  private(set) var found: [[LabeledBox]] = []

  /// How many there are at most.
  private static let count = 8
  /// Pixels across and down at most: a screen shows no more.
  private static let side = 96
  /// What is shown of what was found: as sure as what the confusion matrix counts, and few enough to be told
  /// apart.
  private static let (threshold, limit) = (0.25, 12)

  init(images: [SampleImage]) { self.images = images }

  /// Takes an image of the pass in, by its number.
  mutating func add(
    _ detections: [Detection], at index: Int, of batch: DetectionBatch, place: Int, side: Double
  ) {
    guard index < Self.count else { return }
    if images.count == index {
      let image = batch.image(at: place)
      let small = image.width > Self.side ? image.resized(to: Self.side) : image
      images.append(
        SampleImage(
          width: small.width, height: small.height, pixels: small.pixels,
          truths: batch.truths[place].map { object in
            LabeledBox(box: UnitBox(object.box), label: object.label)
          }))
    }
    found.append(
      detections.prefix { $0.score >= Self.threshold }.prefix(Self.limit).map { detection in
        LabeledBox(
          box: UnitBox(detection.box, imageWidth: side, imageHeight: side),
          label: Int(detection.category), score: detection.score)
      })
  }
}
