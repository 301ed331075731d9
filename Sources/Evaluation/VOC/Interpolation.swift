/// The rule that turns precision over recall into one number.
///
/// All three use, at each recall, the best precision at that recall or any larger one.
public enum Interpolation: Sendable {
  /// The area under the whole curve: VOC since 2010, TensorFlow.
  case allPoints
  /// The mean at recall 0, 0.1, …, 1: VOC until 2009.
  case elevenPoints
  /// The mean at recall 0, 0.01, …, 1: COCO.
  case hundredAndOnePoints

  /// The average precision of a curve.
  ///
  /// - Parameters:
  ///   - recalls: The recalls in the order of the ranking, so never decreasing.
  ///   - precisions: One precision per recall. Points between true positives may be left out: they cannot be
  ///     the best.
  /// - Returns: 0…1; 0 for an empty curve.
  /// - Complexity: O(points).
  public func averagePrecision(recalls: [Double], precisions: [Double]) -> Double {
    switch self {
    case .allPoints:
      let envelope = Self.envelope(precisions)
      var sum = 0.0
      var last = 0.0
      for (recall, precision) in zip(recalls, envelope) where recall != last {
        sum += (recall - last) * precision
        last = recall
      }
      return sum
    case .elevenPoints:
      // k / 10 and TP / positives are rounded in the same way; a running sum of 0.1 would miss 0.3.
      return Self.points(recalls, precisions, count: 11) { Double($0) / 10 }.mean ?? 0
    case .hundredAndOnePoints:
      return Self.points(recalls: recalls, precisions: precisions).mean ?? 0
    }
  }

  /// The best precision at recall 0, 0.01, …, 1 or beyond it: the points that COCO averages.
  ///
  /// - Returns: 101 precisions, never increasing; 0 past the largest recall.
  /// - Complexity: O(points).
  public static func points(recalls: [Double], precisions: [Double]) -> [Double] {
    // As NumPy's linspace computes them: there, 0.57 is 57 × 0.01.
    points(recalls, precisions, count: 101) { Double($0) * 0.01 }
  }

  private static func points(
    _ recalls: [Double], _ precisions: [Double], count: Int, recall: (Int) -> Double
  ) -> [Double] {
    let envelope = envelope(precisions)
    var points = [Double](repeating: 0, count: count)
    var index = 0
    for point in 0..<count {
      while index < recalls.count, recalls[index] < recall(point) { index += 1 }
      if index == recalls.count { break }
      points[point] = envelope[index]
    }
    return points
  }

  /// For each point, the best precision there or later.
  private static func envelope(_ precisions: [Double]) -> [Double] {
    var envelope = precisions
    for index in envelope.indices.dropFirst().reversed() {
      envelope[index - 1] = max(envelope[index - 1], envelope[index])
    }
    return envelope
  }
}
