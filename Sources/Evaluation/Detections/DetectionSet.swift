internal import Boxes

/// The ground truth and the detections of a set of images, checked and sorted once for every metric.
public struct DetectionSet: Sendable {
  /// The number of images, including those without boxes.
  public let imageCount: Int
  /// The number of classes, including those without boxes.
  public let categoryCount: Int
  /// The objects to find, in the given order.
  public let groundTruth: [GroundTruthBox]
  /// The detections, in the given order; of equal scores, the earlier ranks first.
  public let detections: [Detection]
  let groundTruthOrder: GroupedOrder
  let detectionOrder: GroupedOrder

  /// Creates a set of `images` images and `categories` classes.
  ///
  /// - Throws: `EvaluationError` if an index is out of range or a number is not finite.
  /// - Complexity: O(boxes + images + categories).
  public init(
    images: Int, categories: Int, groundTruth: [GroundTruthBox], detections: [Detection]
  ) throws(EvaluationError) {
    for (index, box) in groundTruth.enumerated() {
      guard (0..<images).contains(box.image), (0..<categories).contains(box.category) else {
        throw EvaluationError(
          "box \(index) of the ground truth is of image \(box.image), class \(box.category); "
            + "there are \(images) images and \(categories) classes")
      }
      guard box.box.isFinite, box.area.isFinite else {
        throw EvaluationError("box \(index) of the ground truth is not finite")
      }
    }
    for index in detections.indices {
      let detection = detections[index]
      guard (0..<images).contains(Int(detection.image)),
        (0..<categories).contains(Int(detection.category))
      else {
        throw EvaluationError(
          "detection \(index) is of image \(detection.image), class \(detection.category); "
            + "there are \(images) images and \(categories) classes")
      }
      guard detection.box.isFinite, !detection.score.isNaN else {
        throw EvaluationError("detection \(index) has a box or score that is not a number")
      }
    }
    imageCount = images
    categoryCount = categories
    self.groundTruth = groundTruth
    self.detections = detections
    groundTruthOrder = GroupedOrder(
      count: groundTruth.count, images: images, categories: categories,
      image: { groundTruth[$0].image }, category: { groundTruth[$0].category })
    detectionOrder = GroupedOrder(
      count: detections.count, images: images, categories: categories,
      image: { Int(detections[$0].image) }, category: { Int(detections[$0].category) })
  }

  /// The images of a class with boxes or detections, in order.
  func images(ofCategory category: Int) -> ImagesOfCategory {
    ImagesOfCategory(self, category)
  }
}
