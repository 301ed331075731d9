internal import Boxes

/// CorLoc: the fraction of a class's images in which its best detection lies on one of its objects.
///
/// "Weakly Supervised Object Localization with Multi-Fold Multiple Instance Learning",
/// doi:10.1109/TPAMI.2016.2535231. Difficult boxes and crowds are objects here, as in TensorFlow.
public struct CorrectLocalization: Sendable {
  /// The number of images with an object of each class.
  public let images: [Int]
  /// The number of those images, per class, in which the best detection lies on an object.
  public let correct: [Int]

  /// Evaluates a set.
  ///
  /// - Complexity: O(detections · log + boxes).
  public init(_ set: DetectionSet, iouThreshold: Double = 0.5) {
    var images = [Int](repeating: 0, count: set.categoryCount)
    var correct = images
    for category in 0..<set.categoryCount {
      for image in set.images(ofCategory: category) where !image.groundTruth.isEmpty {
        images[category] += 1
        let valid = image.detections.lazy.map { set.detections[Int($0)].box }
        guard let best = valid.first(where: { !$0.isDegenerate }) else { continue }
        let isCorrect = image.groundTruth.contains { index in
          best.iou(with: set.groundTruth[Int(index)].box) >= iouThreshold
        }
        if isCorrect { correct[category] += 1 }
      }
    }
    self.init(images: images, correct: correct)
  }

  /// Creates a result from counts, one of each per class.
  public init(images: [Int], correct: [Int]) {
    self.images = images
    self.correct = correct
  }

  /// The fraction of each class, 0…1; `nil` for a class without images.
  public var perClass: [Double?] {
    zip(correct, images).map { $1 > 0 ? Double($0) / Double($1) : nil }
  }

  /// The mean over the classes with images; `nil` if there are none.
  public var mean: Double? { perClass.compactMap(\.self).mean }
}
