/// The detections of a class with their outcomes, and the objects to find, over all images.
struct MatchedClass: Sendable {
  /// The indices of the detections that count, image by image, within an image by score.
  private(set) var detections: [Int32] = []
  /// Their outcomes; a detection in a crowd is ignored.
  private(set) var outcomes: [MatchOutcome] = []
  /// The indices of the boxes to find.
  private(set) var objects: [Int32] = []
  /// For each of them, `true` if a detection found it.
  private(set) var isFound: [Bool] = []

  init(_ set: DetectionSet, category: Int, rule: MatchRule) {
    var matcher = ImageMatcher(rule)
    for image in set.images(ofCategory: category) {
      matcher.match(image, set)
      for match in matcher.matches {
        detections.append(match.detection)
        outcomes.append(match.crowd == nil ? match.outcome : .ignored)
      }
      for (index, object) in matcher.objects.enumerated() where !matcher.isDifficult[index] {
        objects.append(Int32(truncatingIfNeeded: object))
        isFound.append(matcher.isFound[index])
      }
    }
  }
}
