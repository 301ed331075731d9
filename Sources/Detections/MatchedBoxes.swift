internal import Boxes
package import RunModel

/// The boxes of one sample image, matched: the true boxes that were found and the found boxes that
/// are right.
package struct MatchedBoxes {
  /// A found box, and whether it matches a true box of its class.
  package struct Found {
    package let box: LabeledBox
    package let isRight: Bool
  }

  /// A true box, and whether a found box of its class matches it.
  package struct Truth {
    package let box: LabeledBox
    package let isFound: Bool
  }

  package let found: [Found]
  package let truths: [Truth]

  /// The lowest score of a found box that is shown; every detector finds something everywhere.
  package static let leastScore = 0.3
  /// The least intersection over union of a right box with a true one.
  package static let leastOverlap = 0.5
  /// The number of boxes above which an image becomes unreadable.
  package static let limit = 24

  /// Matches the found boxes with the true ones, in order of their scores; each true box matches
  /// once.
  ///
  /// - Complexity: O(found · true).
  package init(truths: [LabeledBox], found: [LabeledBox]) {
    let truths = truths.prefix(2 * Self.limit)
    var isFound = Array(repeating: false, count: truths.count)
    self.found = found.lazy.filter { ($0.score ?? 1) >= Self.leastScore }.prefix(Self.limit).map {
      box in
      let best = truths.indices
        .filter { truths[$0].label == box.label && !isFound[$0] }
        .max { truths[$0].box.iou(with: box.box) < truths[$1].box.iou(with: box.box) }
      guard let best, truths[best].box.iou(with: box.box) >= Self.leastOverlap else {
        return Found(box: box, isRight: false)
      }
      isFound[best] = true
      return Found(box: box, isRight: true)
    }
    self.truths = zip(truths, isFound).map { Truth(box: $0, isFound: $1) }
  }
}
