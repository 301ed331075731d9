/// The average precisions of a classifier: each example has one class, and each class a score.
///
/// The numbers are those of `AveragePrecision` for one-hot targets, without building them.
public struct ClassPrecision: Sendable {
  /// The average precision of each class.
  public let perClass: [Double]
  /// The number of examples of each class.
  public let support: [Int]
  private let labels: [UInt8]
  private let scores: [Float]
  private let classes: Int

  /// Ranks every class.
  ///
  /// - Parameters:
  ///   - labels: The class of each example, below `classes`.
  ///   - scores: The scores, row by row: examples × classes.
  /// - Throws: `EvaluationError` if lengths do not fit, a label is not a class, or a score is NaN.
  /// - Complexity: O(classes · n log n).
  public init(labels: [UInt8], scores: [Float], classes: Int) throws(EvaluationError) {
    guard classes > 0, !labels.isEmpty, scores.count == labels.count * classes else {
      throw EvaluationError(
        "\(scores.count) scores for \(labels.count) examples of \(classes) classes")
    }
    var support = Array(repeating: 0, count: classes)
    for (index, label) in labels.enumerated() {
      guard Int(label) < classes else {
        throw EvaluationError("example \(index) has class \(label); there are \(classes)")
      }
      support[Int(label)] += 1
    }
    if let index = scores.firstIndex(where: \.isNaN) {
      throw EvaluationError(
        "the score of example \(index / classes), class \(index % classes) is not a number: "
          + "the network has diverged")
    }
    self.labels = labels
    self.scores = scores
    self.classes = classes
    self.support = support
    perClass = (0..<classes).map { column in
      var keys = labels.indices.map { Self.key(scores[$0 * classes + column], $0) }
      return Self.score(&keys) { labels[$0] == column }
    }
  }

  /// The average over all classes.
  ///
  /// - Complexity: O(classes) for macro and weighted, else O(n · classes · log).
  public func mean(_ average: Average) -> Double {
    switch average {
    case .macro: return perClass.reduce(0, +) / Double(classes)
    case .weighted:
      let sum = zip(perClass, support).reduce(0) { $0 + $1.0 * Double($1.1) }
      return sum / Double(labels.count)
    case .micro:
      var keys = scores.indices.map { Self.key(scores[$0], $0) }
      return Self.score(&keys) { Int(labels[$0 / classes]) == $0 % classes }
    case .samples:
      let sum = labels.indices.reduce(0.0) { sum, row in
        var keys = (0..<classes).map { Self.key(scores[row * classes + $0], $0) }
        return sum + Self.score(&keys) { Int(labels[row]) == $0 }
      }
      return sum / Double(labels.count)
    }
  }

  /// A score and its index in one number, sorted by score, highest first.
  ///
  /// Sorting these numbers is several times as fast as sorting indices by a lookup.
  private static func key(_ score: Float, _ index: Int) -> UInt64 {
    // -0 and 0 are one threshold.
    let bits = (score == 0 ? Float(0) : score).bitPattern
    let ascending = bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
    return UInt64(~ascending) << 32 | UInt64(UInt32(truncatingIfNeeded: index))
  }

  private static func score(_ keys: inout [UInt64], isPositive: (Int) -> Bool) -> Double {
    keys.sort()
    var sum = PrecisionSum()
    var index = 0
    while index < keys.count {
      let threshold = keys[index] >> 32
      var (positive, negative) = (0.0, 0.0)
      while index < keys.count, keys[index] >> 32 == threshold {
        if isPositive(Int(keys[index] & 0xFFFF_FFFF)) { positive += 1 } else { negative += 1 }
        index += 1
      }
      sum.add(positive: positive, negative: negative)
    }
    return sum.averagePrecision
  }
}
