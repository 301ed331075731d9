internal import Boxes
internal import RunModel

/// The boxes of one sample image: which true ones were found, and which found ones are right.
struct MatchedBoxes {
  /// A found box and whether a true one of its class lies under it.
  struct Found {
    let box: LabeledBox
    let isRight: Bool
  }

  /// A true box and whether one of its class was found there.
  struct Truth {
    let box: LabeledBox
    let isFound: Bool
  }

  let found: [Found]
  let truths: [Truth]

  /// Found boxes with a lower score are not shown: every detector finds something everywhere.
  static let leastScore = 0.3
  /// A box is right when it shares this much of its union with a true one.
  static let leastOverlap = 0.5
  /// No picture stays readable with more.
  static let limit = 24

  /// Matches boxes, the best found ones first; each true box is found once.
  ///
  /// - Complexity: O(found · true).
  init(truths: [LabeledBox], found: [LabeledBox]) {
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
