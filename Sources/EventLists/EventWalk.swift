/// The way from one event of a recording to the next: by moments, and among several events of one moment
/// by their order.
package struct EventWalk {
  /// The event after the one that was gone to, or after the moment that is shown; nil for none.
  package let later: Int?
  /// The event before it; nil for none.
  package let earlier: Int?

  /// Finds the events before and after.
  ///
  /// - Parameters:
  ///   - listed: The events that can be gone to, by their indices, ascending.
  ///   - moments: The moments of all events.
  ///   - position: The moment that is shown.
  ///   - cursor: The event that was gone to; nil for none.
  ///   - isCursorShown: True where the cursor counts wherever its moment is, as under a card.
  /// - Complexity: O(events).
  package init(
    _ listed: [Int], at moments: [Double], from position: Double, cursor: Int?, isCursorShown: Bool
  ) {
    let from = cursor.flatMap { cursor in
      moments.indices.contains(cursor) && (isCursorShown || moments[cursor] == position)
        ? cursor : nil
    }
    func order(_ index: Int) -> (Double, Int) { (moments[index], from == nil ? 0 : index) }
    let here = from.map(order) ?? (position, 0)
    let known = listed.filter(moments.indices.contains)
    later = known.first { order($0) > here }
    earlier = known.last { order($0) < here }
  }
}
