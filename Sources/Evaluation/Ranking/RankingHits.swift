/// The hits of the ranked detections of several images, for metrics of the first k of each.
public struct RankingHits: Sendable {
  /// One list per image: for each detection, `true` if it is right; highest score first.
  public let images: [[Bool]]
  /// The number of objects to find in all images.
  public let positives: Int

  /// Creates hits from the lists.
  public init(_ images: [[Bool]], positives: Int) {
    self.images = images
    self.positives = positives
  }

  /// The fraction of objects found by the first `k` detections of each image, 0…1; `nil` if there is nothing
  /// to find.
  public func recall(at k: Int) -> Double? {
    guard positives > 0 else { return nil }
    let found = images.reduce(0) { sum, list in sum + list.prefix(k).count { $0 } }
    return Double(found) / Double(positives)
  }

  /// The median rank, from 0, of the right detections among the first `k` of each image; `nil` if there are
  /// none.
  public func medianRank(at k: Int) -> Double? {
    let ranks = images.flatMap { list in
      list.prefix(k).enumerated().filter(\.element).map(\.offset)
    }.sorted()
    guard !ranks.isEmpty else { return nil }
    return Double(ranks[(ranks.count - 1) / 2] + ranks[ranks.count / 2]) / 2
  }
}
