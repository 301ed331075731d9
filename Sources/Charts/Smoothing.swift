#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The debiased exponential moving average of a curve.
public enum Smoothing {
  /// Smooths values; values that are not finite are kept unchanged and do not count.
  ///
  /// The correction of the initial bias is that of Adam (doi:10.48550/arXiv.1412.6980, section 3).
  ///
  /// - Parameter weight: The weight of the past, at least 0 and below 1.
  /// - Complexity: O(n).
  public static func average(_ values: [Double], weight: Double) -> [Double] {
    var mean = 0.0
    var correction = 1.0
    return values.map { value in
      guard value.isFinite else { return value }
      mean = weight * mean + (1 - weight) * value
      correction *= weight
      return mean / (1 - correction)
    }
  }

  /// Smooths the means of stretches of a curve as if all values of a stretch were equal to its mean, so
  /// that the result hardly depends on the length of the stretches.
  ///
  /// - Parameters:
  ///   - counts: The number of values in each stretch, as many as means.
  ///   - lead: The means and counts of the stretches before, which smoothing begins with.
  ///   - weight: The weight of the past for one value, at least 0 and below 1.
  /// - Complexity: O(n).
  package static func average(
    _ means: [Double], counts: [Int], after lead: [(mean: Double, count: Int)], weight: Double
  ) -> [Double] {
    var average = 0.0
    var correction = 1.0
    func add(_ value: Double, _ count: Int) {
      let past = count == 1 ? weight : pow(weight, Double(count))
      average = past * average + (1 - past) * value
      correction *= past
    }
    for stretch in lead where stretch.mean.isFinite { add(stretch.mean, stretch.count) }
    return zip(means, counts).map { value, count in
      guard value.isFinite else { return value }
      add(value, count)
      return average / (1 - correction)
    }
  }
}
