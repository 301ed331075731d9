/// A histogram reduced to what a screen shows: nine percentiles, and counts in even bins.
public struct Histogram: Equatable, Sendable {
  /// Values that are counted together.
  public struct Bucket: Equatable, Sendable {
    /// The least value.
    public var left: Double
    /// The greatest value, not below `left`.
    public var right: Double
    /// The number of values, 0 or more.
    public var count: Double

    /// Creates a bucket.
    public init(left: Double, right: Double, count: Double) {
      (self.left, self.right, self.count) = (left, right, count)
    }
  }

  /// The percentiles that are kept, in hundredths of a percent: those of the normal distribution at
  /// −∞, −1.5, −1, −0.5, 0, 0.5, 1, 1.5 and ∞ standard deviations, as in TensorBoard.
  public static let basisPoints: [Double] = [0, 668, 1587, 3085, 5000, 6915, 8413, 9332, 10_000]
  /// The number of bins.
  public static let bins = 64

  /// The percentiles, then the counts: one array, because there are very many histograms.
  private let numbers: [Float]

  /// The values at ``basisPoints``, ascending.
  public var percentiles: ArraySlice<Float> { numbers.prefix(Self.basisPoints.count) }
  /// The least value.
  public var lower: Float { numbers[0] }
  /// The greatest value.
  public var upper: Float { numbers[Self.basisPoints.count - 1] }
  /// The number of values in each of ``bins`` parts of `lower` … `upper` of the same width.
  public var counts: ArraySlice<Float> { numbers.dropFirst(Self.basisPoints.count) }
  /// The bytes that it takes.
  static let byteCount = (basisPoints.count + bins) * 4 + 32

  /// Reduces buckets.
  ///
  /// Within a bucket the values are taken as evenly distributed.
  ///
  /// - Parameter buckets: Buckets in ascending order; without any, everything is 0.
  /// - Complexity: O(buckets).
  public init(_ buckets: [Bucket]) {
    var numbers = Self.percentiles(of: buckets).map(Self.single)
    numbers.reserveCapacity(Self.basisPoints.count + Self.bins)
    numbers += Self.counts(of: buckets).map(Self.single)
    self.numbers = numbers
  }

  /// Interpolates percentiles as TensorBoard's distributions do: `compress_histogram` in
  /// `tensorboard/plugins/distribution/compressor.py`.
  private static func percentiles(of buckets: [Bucket]) -> [Double] {
    guard let first = buckets.first, let last = buckets.last else {
      return basisPoints.map { _ in 0 }
    }
    let sum = buckets.reduce(0) { $0 + $1.count }
    /// The weight of a bucket in hundredths of a percent.
    func weight(_ index: Int) -> Double { sum > 0 ? buckets[index].count * 10_000 / sum : 0 }
    var (index, before, end) = (0, 0.0, weight(0))
    return basisPoints.map { point in
      while index < buckets.count, end <= point {
        index += 1
        before = end
        if index < buckets.count { end += weight(index) }
      }
      // The last weight may miss 10,000 by a rounding error.
      guard index < buckets.count else { return last.right }
      let left = before == 0 ? first.left : max(buckets[index - 1].right, first.left)
      let right = min(buckets[index].right, last.right)
      return left + (point - before) * (right - left) / (end - before)
    }
  }

  private static func counts(of buckets: [Bucket]) -> [Double] {
    var counts = Array(repeating: 0.0, count: bins)
    guard let low = buckets.first?.left, let high = buckets.last?.right else { return counts }
    // Halves, because the whole range may overflow.
    let scale = Double(bins) / (high / 2 - low / 2)
    func position(_ value: Double) -> Double {
      high > low ? max(0, min(Double(bins), (value / 2 - low / 2) * scale)) : 0
    }
    for bucket in buckets where bucket.count > 0 {
      let (start, end) = (position(bucket.left), position(bucket.right))
      let (first, last) = (min(bins - 1, Int(start)), min(bins - 1, Int(end)))
      guard end > start, first < last else {
        counts[first] += bucket.count
        continue
      }
      for bin in first...last {
        let part = min(end, Double(bin + 1)) - max(start, Double(bin))
        counts[bin] += bucket.count * max(0, part) / (end - start)
      }
    }
    return counts
  }

  /// The nearest finite number of 32 bits.
  private static func single(_ value: Double) -> Float {
    let most = Double(Float.greatestFiniteMagnitude)
    return Float(max(-most, min(most, value)))
  }
}
