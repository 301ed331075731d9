internal import Synchronization

/// A cache of recently packed coordinates, which series of the same records share.
///
/// It is safe to use on several threads.
package final class SharedCoordinates: Sendable {
  /// The number of chunks that a series may be ahead of another one of the same records.
  private static let capacity = 64

  private let recent = Mutex<[(tail: PointTail, coordinates: PointCoordinates)]>([])

  /// Returns the packed coordinates of a full tail, reusing equal ones.
  ///
  /// - Complexity: O(points).
  package func coordinates(of tail: PointTail) -> PointCoordinates {
    let known = recent.withLock(\.self)
    if let same = known.first(where: { tail.hasCoordinates(of: $0.tail) }) {
      return same.coordinates
    }
    return recent.withLock { recent in
      // Another thread may have packed them in the meantime.
      if let same = recent.first(where: { tail.hasCoordinates(of: $0.tail) }) {
        return same.coordinates
      }
      let coordinates = PointCoordinates(tail)
      if recent.count == Self.capacity { recent.removeLast() }
      recent.insert((tail, coordinates), at: 0)
      return coordinates
    }
  }
}
