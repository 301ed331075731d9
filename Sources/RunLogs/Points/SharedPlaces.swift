/// The places that were packed last: curves of the same records come to their ends together and share them.
struct SharedPlaces {
  private var last: (tail: PointTail, places: PointPlaces)?

  /// The places of a full tail, packed once.
  ///
  /// - Complexity: O(points).
  mutating func places(of tail: PointTail) -> PointPlaces {
    if let last, tail.hasPlaces(of: last.tail) { return last.places }
    let places = PointPlaces(tail)
    last = (tail, places)
    return places
  }
}
