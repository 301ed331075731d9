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
    var envelope = precisions
    for index in envelope.indices.dropFirst().reversed() {
      envelope[index - 1] = max(envelope[index - 1], envelope[index])
    }
    switch self {
    case .allPoints:
      var sum = 0.0
      var last = 0.0
      for (recall, precision) in zip(recalls, envelope) where recall != last {
        sum += (recall - last) * precision
        last = recall
      }
      return sum
    case .elevenPoints:
      // k / 10 and TP / positives are rounded in the same way; a running sum of 0.1 would miss 0.3.
      return Self.mean(recalls, envelope, points: 11) { Double($0) / 10 }
    case .hundredAndOnePoints:
      // As NumPy's linspace computes them: there, 0.29 is 29 × 0.01.
      return Self.mean(recalls, envelope, points: 101) { Double($0) * 0.01 }
    }
  }

  private static func mean(
    _ recalls: [Double], _ envelope: [Double], points: Int, recall: (Int) -> Double
  ) -> Double {
    var sum = 0.0
    var index = 0
    for point in 0..<points {
      while index < recalls.count, recalls[index] < recall(point) { index += 1 }
      if index == recalls.count { break }
      sum += envelope[index]
    }
    return sum / Double(points)
  }
}
