/// What a detection counts as at every threshold and in every size bucket.
struct COCORankedDetection {
  /// Its place by score among those of its image and class, from 0.
  var rank: Int
  /// A bit a threshold, for each bucket: it found an object.
  var isTruePositive: SIMD4<UInt16> = .zero
  /// A bit a threshold, for each bucket: it does not count.
  var isIgnored: SIMD4<UInt16> = .zero
}
