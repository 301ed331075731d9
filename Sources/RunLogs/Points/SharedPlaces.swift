internal import Synchronization

/// The places that were packed last: curves of the same records come to the same ends and share them.
///
/// Several threads may ask at a time.
final class SharedPlaces: Sendable {
  /// A curve may be so many chunks ahead of another that takes the same records.
  private static let kept = 64

  private let recent = Mutex<[(tail: PointTail, places: PointPlaces)]>([])

  /// The places of a full tail, packed once.
  ///
  /// - Complexity: O(points).
  func places(of tail: PointTail) -> PointPlaces {
    let known = recent.withLock(\.self)
    if let same = known.first(where: { tail.hasPlaces(of: $0.tail) }) { return same.places }
    return recent.withLock { recent in
      // Another thread may have packed them meanwhile.
      if let same = recent.first(where: { tail.hasPlaces(of: $0.tail) }) { return same.places }
      let places = PointPlaces(tail)
      if recent.count == Self.kept { recent.removeLast() }
      recent.insert((tail, places), at: 0)
      return places
    }
  }
}
