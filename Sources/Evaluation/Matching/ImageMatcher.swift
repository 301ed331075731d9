internal import Boxes

/// Matches the detections of a class, one image at a time, at one IoU threshold.
struct ImageMatcher {
  /// A detection and its outcome.
  struct Match {
    /// The index of the detection.
    var detection: Int32
    /// The outcome, crowds apart.
    var outcome: MatchOutcome
    /// The crowd that the detection lies in, an index of `crowds`; only for false positives.
    var crowd: Int?
  }

  /// The boxes of the image that stand for one object each, as indices of the ground truth.
  private(set) var objects: [Int] = []
  /// For each object, `true` if it need not be found.
  private(set) var isDifficult: [Bool] = []
  /// The boxes that stand for many objects.
  private(set) var crowds: [Int] = []
  /// The detections that count, highest score first.
  private(set) var matches: [Match] = []

  private let rule: MatchRule
  private var matcher: GroundTruthMatcher
  private var overlaps = OverlapTable()
  private var coverages = OverlapTable()

  init(_ rule: MatchRule) {
    self.rule = rule
    matcher = GroundTruthMatcher(choice: rule.choice, threshold: rule.iouThreshold)
  }

  /// For each object of the image, `true` if a detection found it.
  var isFound: [Bool] { matcher.isTaken }

  /// Matches an image.
  ///
  /// - Complexity: O(detections × boxes).
  mutating func match(_ image: ImagesOfCategory.Element, _ set: DetectionSet) {
    objects.removeAll(keepingCapacity: true)
    isDifficult.removeAll(keepingCapacity: true)
    crowds.removeAll(keepingCapacity: true)
    matches.removeAll(keepingCapacity: true)
    for index in image.groundTruth.lazy.map(Int.init) {
      let box = set.groundTruth[index]
      let isDifficult = rule.ignoresDifficult && box.isDifficult
      // A box that is both counts as difficult only: it is not a find with a weight.
      if box.isCrowd, !isDifficult {
        crowds.append(index)
      } else {
        objects.append(index)
        self.isDifficult.append(isDifficult)
      }
    }
    matcher.begin(boxes: objects.count)
    var found = image.detections.prefix(rule.maxDetections)
    if rule.dropsDegenerate { found.removeAll { set.detections[Int($0)].box.isDegenerate } }
    guard !found.isEmpty else { return }
    let mayRepeat = objects.map { _ in false }
    overlaps.fill(
      set, detections: found, groundTruth: objects, isCrowd: mayRepeat, pixels: rule.pixels)
    coverages.fill(
      set, detections: found, groundTruth: crowds, isCrowd: crowds.map { _ in true },
      pixels: rule.pixels)
    for (row, index) in found.enumerated() {
      let outcome = matcher.outcome(
        row, overlaps, isIgnored: isDifficult, mayRepeat: mayRepeat)
      matches.append(
        Match(
          detection: index, outcome: outcome,
          crowd: outcome == .falsePositive ? crowd(of: row) : nil))
    }
  }

  /// The crowd that covers most of a detection, if it covers enough of it.
  private func crowd(of row: Int) -> Int? {
    guard coverages.largest(row) >= rule.iouThreshold else { return nil }
    return crowds.indices.first { coverages[row, $0] == coverages.largest(row) }
  }
}
