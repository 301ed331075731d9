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
}
