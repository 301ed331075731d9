/// The outcome of a detection at every threshold and in every size bucket.
struct COCORankedDetection {
  /// The rank by score among the detections of its image and class, from 0.
  var rank: Int
  /// For each bucket, one bit per threshold: the detection found an object.
  var isTruePositive: SIMD4<UInt16> = .zero
  /// For each bucket, one bit per threshold: the detection does not count.
  var isIgnored: SIMD4<UInt16> = .zero
}
