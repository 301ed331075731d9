internal import Boxes

/// The kind of every error of a set, and the object that it finds once it is fixed.
struct AssignedErrors {
  /// The kind of each detection that is wrong or ignored; `nil` for the others.
  private(set) var kinds: [DetectionErrorKind?]
  /// The object that a fix makes the detection find; −1 if a fix removes the detection.
  private(set) var targets: [Int32]
  /// The number of missed objects of each class.
  private(set) var missed: [Int]
  /// The index of each detection when they are sorted by image, which orders equal scores.
  private(set) var positions: [Int]

  private let rule: MatchRule
  private let background: Double
  /// The objects of the current image, with their classes, and `true` for those that were found.
  private var objects: [(index: Int32, isFound: Bool)] = []
  /// The objects that an error is about already: only its most certain error can be made right.
  private var isClaimed: [Bool]

  /// Assigns the errors of all classes.
  ///
  /// - Complexity: O(detections · log) and O(errors × objects) within each image.
  init(_ set: DetectionSet, _ classes: [MatchedClass], rule: MatchRule, background: Double) {
    self.rule = rule
    self.background = background
    kinds = Array(repeating: nil, count: set.detections.count)
    targets = Array(repeating: -1, count: set.detections.count)
    positions = Array(repeating: 0, count: set.detections.count)
    isClaimed = Array(repeating: false, count: set.groundTruth.count)
    missed = []
    var isError = Array(repeating: false, count: set.detections.count)
    // Nil where there is nothing to find.
    var isFound = [Bool?](repeating: nil, count: set.groundTruth.count)
    for matched in classes {
      for (detection, outcome) in zip(matched.detections, matched.outcomes) {
        isError[Int(detection)] = outcome != .truePositive
      }
      for (object, found) in zip(matched.objects, matched.isFound) {
        isFound[Int(object)] = found
      }
    }
    let found = GroupedOrder(
      count: set.detections.count, images: set.imageCount, categories: 1,
      image: { Int(set.detections[$0].image) }, category: { _ in 0 })
    let truths = GroupedOrder(
      count: set.groundTruth.count, images: set.imageCount, categories: 1,
      image: { set.groundTruth[$0].image }, category: { _ in 0 })
    var (start, truthStart) = (0, 0)
    var ranked: [ScoreOrder] = []
    while start < found.indices.count {
      let image = found.images[start]
      ranked.removeAll(keepingCapacity: true)
      while start < found.indices.count, found.images[start] == image {
        let index = Int(found.indices[start])
        positions[index] = start
        if isError[index] {
          ranked.append(ScoreOrder(score: set.detections[index].score, index: index))
        }
        start += 1
      }
      objects.removeAll(keepingCapacity: true)
      while truthStart < truths.indices.count, truths.images[truthStart] <= image {
        let index = truths.indices[truthStart]
        if truths.images[truthStart] == image, let isFound = isFound[Int(index)] {
          objects.append((index, isFound))
        }
        truthStart += 1
      }
      ranked.sort()
      for entry in ranked { assign(Int(entry.index), set) }
    }
    missed = classes.map { matched in
      zip(matched.objects, matched.isFound).count { !$1 && !isClaimed[Int($0)] }
    }
  }

  /// Assigns the kind of an error, and its target.
  private mutating func assign(_ index: Int, _ set: DetectionSet) {
    let detection = set.detections[index]
    // The largest overlaps with objects of the class, with those that were found, and with other classes.
    var (same, found, other) = (0.0, 0.0, 0.0)
    var (nearest, nearestOther) = (-1, -1)
    for (number, object) in objects.enumerated() {
      let truth = set.groundTruth[Int(object.index)]
      let overlap = detection.box.iou(with: truth.box, pixels: rule.pixels)
      if truth.category == Int(detection.category) {
        if overlap > same { (same, nearest) = (overlap, number) }
        if object.isFound { found = max(found, overlap) }
      } else if overlap > other {
        (other, nearestOther) = (overlap, number)
      }
    }
    if !objects.isEmpty, same >= background, same <= rule.iouThreshold {
      kinds[index] = .localization
      claim(nearest, for: index)
    } else if other >= rule.iouThreshold {
      kinds[index] = .classification
      claim(nearestOther, for: index)
    } else if found >= rule.iouThreshold {
      kinds[index] = .duplicate
    } else if max(same, other) <= background {
      kinds[index] = .background
    } else {
      kinds[index] = .both
    }
  }

  /// Makes an object the target of an error if nothing has found it and it is not a target yet.
  private mutating func claim(_ number: Int, for detection: Int) {
    let object = objects[number]
    guard !object.isFound, !isClaimed[Int(object.index)] else { return }
    isClaimed[Int(object.index)] = true
    targets[detection] = object.index
  }
}
