/// The average precision that a detector loses to each kind of error, and would gain if that was fixed.
///
///     let errors = ErrorBreakdown(set)
///     if let gain = errors.gain(.localization) { print("better boxes would give \(gain)") }
///
/// "TIDE: A General Toolbox for Identifying Object Detection Errors",
/// doi:10.1007/978-3-030-58580-8_33, section 2.3. A fix of localization moves the box onto its object, a fix of
/// classification corrects its class; in both, only the most certain error about an object becomes right
/// and the others are removed. Fixes of the other kinds remove the detections or the missed objects.
///
/// The gains are those of tidecv 1.0.1, except that the ranking, the matching and the mean are those of the
/// evaluation whose precision they explain. Therefore equal scores keep their order, equal overlaps and
/// crowds follow the rule, and a class without objects to find, before or after a fix, is not part of the
/// mean.
public struct ErrorBreakdown: Equatable, Sendable {
  /// The mean over the classes at the rule's IoU threshold, 0…1; `nil` if there is nothing to find.
  public let averagePrecision: Double?
  /// The gain if no false positive counted; `nil` if there is nothing to find.
  public let falsePositiveGain: Double?
  /// The gain if no object was left unfound; `nil` if there is nothing to find.
  public let falseNegativeGain: Double?

  private let gains: [DetectionErrorKind: Double]
  private let counts: [DetectionErrorKind: Int]

  /// Finds the errors of a set.
  ///
  /// - Parameters:
  ///   - rule: The rule of matching; crowds have no weight.
  ///   - background: The largest overlap at which a box is not near an object.
  ///   - threads: The number of threads that share the classes; the result does not depend on it.
  /// - Complexity: O(detections · log) and O(detections × boxes) within each image.
  public init(
    _ set: DetectionSet, rule: MatchRule = .coco,
    interpolation: Interpolation = .hundredAndOnePoints, background: Double = 0.1,
    threads: Int = 1
  ) {
    let classes = concurrentMap(set.categoryCount, threads: threads) {
      MatchedClass(set, category: $0, rule: rule)
    }
    let errors = AssignedErrors(set, classes, rule: rule, background: background)
    var incoming = [[Int32]](repeating: [], count: set.categoryCount)
    var counts: [DetectionErrorKind: Int] = [.missed: errors.missed.reduce(0, +)]
    for matched in classes {
      for (detection, outcome) in zip(matched.detections, matched.outcomes) {
        guard let kind = errors.kinds[Int(detection)] else { continue }
        if outcome == .falsePositive { counts[kind, default: 0] += 1 }
        let target = Int(errors.targets[Int(detection)])
        if kind == .classification, target >= 0 {
          incoming[set.groundTruth[target].category].append(detection)
        }
      }
    }
    let wrongClass = incoming
    let fixed = concurrentMap(set.categoryCount, threads: threads) {
      FixedClass(
        classes[$0], set, errors, incoming: wrongClass[$0], missed: errors.missed[$0],
        interpolation: interpolation)
    }
    func mean(_ fix: FixedClass.Fix) -> Double? {
      fixed.compactMap { $0.averagePrecisions[fix.rawValue] }.mean
    }
    let averagePrecision = mean(.nothing)
    func gain(_ fix: FixedClass.Fix) -> Double? {
      // A class with nothing left to find loses nothing.
      averagePrecision.map { max(0, (mean(fix) ?? 1) - $0) }
    }
    self.averagePrecision = averagePrecision
    self.counts = counts
    falsePositiveGain = gain(.falsePositives)
    falseNegativeGain = gain(.falseNegatives)
    gains = DetectionErrorKind.allCases.reduce(into: [:]) { $0[$1] = gain(.init($1)) }
  }

  /// The average precision gained if only the errors of one kind were fixed, 0…1; `nil` if there is nothing
  /// to find.
  ///
  /// The gains of all kinds do not add up to what is lost: one fix changes the weight of another.
  public func gain(_ kind: DetectionErrorKind) -> Double? { gains[kind] }

  /// The number of errors of a kind: of wrong detections, or of missed objects.
  public func count(_ kind: DetectionErrorKind) -> Int { counts[kind] ?? 0 }
}
