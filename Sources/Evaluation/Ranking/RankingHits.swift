/// What the ranked detections of several images found, for metrics of the first k of each.
public struct RankingHits: Sendable {
  /// A list an image: whether each detection is right, highest score first.
  public let images: [[Bool]]
  /// What there is to find in all images.
  public let positives: Int

  /// Takes the lists.
  public init(_ images: [[Bool]], positives: Int) {
    self.images = images
    self.positives = positives
  }

  /// The share of objects found by the first `k` of each image, 0…1; nil when there is nothing to find.
  public func recall(at k: Int) -> Double? {
    guard positives > 0 else { return nil }
    let found = images.reduce(0) { sum, list in sum + list.prefix(k).count { $0 } }
    return Double(found) / Double(positives)
  }

  /// The median rank, from 0, of what is right among the first `k` of each image; nil when nothing is.
  public func medianRank(at k: Int) -> Double? {
    let ranks = images.flatMap { list in
      list.prefix(k).enumerated().filter(\.element).map(\.offset)
    }.sorted()
    guard !ranks.isEmpty else { return nil }
    return Double(ranks[(ranks.count - 1) / 2] + ranks[ranks.count / 2]) / 2
  }
}
