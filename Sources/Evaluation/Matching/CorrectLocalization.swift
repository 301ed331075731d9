internal import Boxes

/// CorLoc: in which share of a class's images its best detection lies on an object of it.
///
/// "Weakly Supervised Object Localization with Multi-Fold Multiple Instance Learning",
/// doi:10.1109/TPAMI.2016.2535231. Difficult boxes and crowds are objects here, as in TensorFlow.
public struct CorrectLocalization: Sendable {
  /// Images that hold an object of the class.
  public let images: [Int]
  /// Those where the best detection lies on one.
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

  /// Makes it of counts, one of each a class.
  public init(images: [Int], correct: [Int]) {
    self.images = images
    self.correct = correct
  }

  /// The share of each class, 0…1; nil for a class without images.
  public var perClass: [Double?] {
    zip(correct, images).map { $1 > 0 ? Double($0) / Double($1) : nil }
  }

  /// The mean over the classes that have images; nil when none has.
  public var mean: Double? { perClass.compactMap(\.self).mean }
}
