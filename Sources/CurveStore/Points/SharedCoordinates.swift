internal import Synchronization

/// The coordinates that were packed last: curves of the same records come to the same ends and share them.
///
/// Several threads may ask at a time.
package final class SharedCoordinates: Sendable {
  /// A curve may be so many chunks ahead of another that takes the same records.
  private static let kept = 64

  private let recent = Mutex<[(tail: PointTail, coordinates: PointCoordinates)]>([])

  /// The coordinates of a full tail, packed once.
  ///
  /// - Complexity: O(points).
  package func coordinates(of tail: PointTail) -> PointCoordinates {
    let known = recent.withLock(\.self)
    if let same = known.first(where: { tail.hasCoordinates(of: $0.tail) }) {
      return same.coordinates
    }
    return recent.withLock { recent in
      // Another thread may have packed them meanwhile.
      if let same = recent.first(where: { tail.hasCoordinates(of: $0.tail) }) {
        return same.coordinates
      }
      let coordinates = PointCoordinates(tail)
      if recent.count == Self.kept { recent.removeLast() }
      recent.insert((tail, coordinates), at: 0)
      return coordinates
    }
  }
}
