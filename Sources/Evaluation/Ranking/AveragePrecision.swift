/// scikit-learn's `average_precision_score`: AP = Σ (Rₙ − Rₙ₋₁) Pₙ over the thresholds.
///
/// It is not interpolated, unlike the VOC and COCO protocols. Equal scores share a threshold; a class without
/// positives has 0.
public struct AveragePrecision: Sendable {
  /// The number of examples.
  public let count: Int
  /// The number of classes, or of labels that may hold at the same time.
  public let classes: Int
  private let targets: [Bool]
  private let scores: [Double]
  private let weights: [Double]?

  /// Creates a metric from the targets and scores of examples.
  ///
  /// - Parameters:
  ///   - targets: The targets, row by row: `count` × `classes`.
  ///   - scores: The scores, as `targets`; larger is more certain.
  ///   - weights: One weight per example, not negative; `nil` for equal weights.
  /// - Throws: `EvaluationError` if lengths do not fit or a score is NaN.
  public init(
    targets: [Bool], scores: [Double], classes: Int, weights: [Double]? = nil
  ) throws(EvaluationError) {
    guard classes > 0, !targets.isEmpty, targets.count % classes == 0 else {
      throw EvaluationError("\(targets.count) targets do not fill rows of \(classes) classes")
    }
    guard scores.count == targets.count else {
      throw EvaluationError("\(scores.count) scores for \(targets.count) targets")
    }
    count = targets.count / classes
    if let weights, weights.count != count {
      throw EvaluationError("\(weights.count) weights for \(count) examples")
    }
    if let index = weights?.firstIndex(where: { !($0 >= 0) }) {
      throw EvaluationError("the weight of example \(index) is not a number of at least 0")
    }
    if let index = scores.firstIndex(where: \.isNaN) {
      throw EvaluationError(
        "the score of example \(index / classes), class \(index % classes) is not a number")
    }
    self.targets = targets
    self.scores = scores
    self.classes = classes
    self.weights = weights
  }

  /// The average precision of each class (scikit-learn's `average=None`).
  ///
  /// - Complexity: O(classes · n log n).
  public func perClass() -> [Double] {
    (0..<classes).map { column in
      score(of: stride(from: column, to: targets.count, by: classes)) { $0 / classes }
    }
  }

  /// The average over all classes.
  ///
  /// - Complexity: O(classes · n log n).
  public func mean(_ average: Average) -> Double {
    switch average {
    case .macro: return Self.mean(perClass(), weights: nil)
    case .weighted: return Self.mean(perClass(), weights: support())
    case .micro: return score(of: stride(from: 0, to: targets.count, by: 1)) { $0 / classes }
    case .samples:
      let rows = (0..<count).map { row in
        score(of: stride(from: row * classes, to: (row + 1) * classes, by: 1), row: nil)
      }
      return Self.mean(rows, weights: weights)
    }
  }

  /// The weight of the positives of each class.
  private func support() -> [Double] {
    var sums = Array(repeating: 0.0, count: classes)
    for index in targets.indices where targets[index] {
      sums[index % classes] += weights?[index / classes] ?? 1
    }
    return sums
  }

  private static func mean(_ values: [Double], weights: [Double]?) -> Double {
    guard let weights else { return values.reduce(0, +) / Double(values.count) }
    let total = weights.reduce(0, +)
    return total > 0 ? zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total : 0
  }

  /// The average precision of some entries; `row` is the example whose weight counts.
  private func score(of entries: StrideTo<Int>, row: ((Int) -> Int)?) -> Double {
    let ranked = entries.sorted { scores[$0] > scores[$1] }
    var sum = PrecisionSum()
    var index = 0
    while index < ranked.count {
      let score = scores[ranked[index]]
      var (positive, negative) = (0.0, 0.0)
      while index < ranked.count, scores[ranked[index]] == score {
        let entry = ranked[index]
        let weight = row.map { weights?[$0(entry)] ?? 1 } ?? 1
        if targets[entry] { positive += weight } else { negative += weight }
        index += 1
      }
      sum.add(positive: positive, negative: negative)
    }
    return sum.averagePrecision
  }
}
