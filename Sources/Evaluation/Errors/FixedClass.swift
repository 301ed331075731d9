/// The average precision of a class as it is, and with the errors of each kind fixed.
struct FixedClass: Sendable {
  /// A kind of error that is fixed in a ranking; the raw value is its bit.
  enum Fix: Int, CaseIterable {
    case nothing, classification, localization, both, duplicate, background, missed
    case falsePositives, falseNegatives

    init(_ kind: DetectionErrorKind) {
      self =
        switch kind {
        case .classification: .classification
        case .localization: .localization
        case .both: .both
        case .duplicate: .duplicate
        case .background: .background
        case .missed: .missed
        }
    }

    var bit: UInt16 { 1 << UInt16(rawValue) }
    static let all = UInt16((1 << allCases.count) - 1)
  }

  /// One per fix; `nil` where nothing is left to find.
  let averagePrecisions: [Double?]

  private struct Entry {
    var order: ScoreOrder
    var right: UInt16
    var wrong: UInt16
  }

  /// Ranks the detections of a class, once for all fixes.
  ///
  /// - Parameters:
  ///   - incoming: The detections of other classes that belong here once their classification is fixed.
  ///   - missed: The number of objects that no fix of a detection finds.
  /// - Complexity: O(detections · log).
  init(
    _ matched: MatchedClass, _ set: DetectionSet, _ errors: AssignedErrors, incoming: [Int32],
    missed: Int, interpolation: Interpolation
  ) {
    var positives = Fix.allCases.map { _ in matched.objects.count }
    positives[Fix.missed.rawValue] -= missed
    positives[Fix.falseNegatives.rawValue] = matched.isFound.count { $0 }
    func order(_ detection: Int32) -> ScoreOrder {
      ScoreOrder(
        score: set.detections[Int(detection)].score, index: errors.positions[Int(detection)])
    }
    var entries: [Entry] = incoming.map {
      Entry(order: order($0), right: Fix.classification.bit, wrong: 0)
    }
    for (detection, outcome) in zip(matched.detections, matched.outcomes) {
      let index = Int(detection)
      guard let kind = errors.kinds[index] else {
        entries.append(Entry(order: order(detection), right: Fix.all, wrong: 0))
        continue
      }
      let fix = Fix(kind).bit
      let isMoved = kind == .localization && errors.targets[index] >= 0
      let wrong = Fix.all & ~fix & ~Fix.falsePositives.bit
      entries.append(
        Entry(
          order: order(detection), right: isMoved ? fix : 0,
          wrong: outcome == .ignored ? 0 : wrong))
    }
    entries.sort { $0.order < $1.order }
    var rankings = ParallelRankings(positives: positives)
    for entry in entries { rankings.add(right: entry.right, wrong: entry.wrong) }
    averagePrecisions = Fix.allCases.map {
      rankings.averagePrecision($0.rawValue, interpolation)
    }
  }
}
