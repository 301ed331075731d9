/// The exponential moving average of a curve, without the pull of its first value.
public enum Smoothing {
  /// Smooths values; those that are not finite are kept as they are and do not count.
  ///
  /// The correction for the start is Adam's (doi:10.48550/arXiv.1412.6980, section 3).
  ///
  /// - Parameter weight: how much of the past is kept, 0 … below 1.
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
