extension LogPoints {
  /// The number of points sampled to determine how a series counts epochs.
  package static let epochSample = 20_000

  /// True when no epoch has a fraction, judged by the first points and those in the middle.
  ///
  /// - Complexity: O(`count`), at most some thousands.
  package var areEpochsWhole: Bool {
    let (sampled, middle) = (Self.epochSample / 2, count / 2)
    let ends = count <= 2 * sampled ? [0..<count] : [0..<sampled, middle..<middle + sampled]
    return !hasEpochs
      || ends.joined().allSatisfy { index in epoch(at: index).map { $0 == $0.rounded() } ?? true }
  }
}
