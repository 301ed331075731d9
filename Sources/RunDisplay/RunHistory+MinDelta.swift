internal import OrderedCollections
package import RunModel

extension RunHistory {
  /// The min_delta of a callback, if an epoch was better than the callback's best by less than
  /// that; else nil.
  package func decidingDelta(of callback: CallbackState) -> Double? {
    guard let direction = callback.direction, let name = callback.monitor else { return nil }
    return callback.decidingDelta(over: epochSeries[name]?.best(direction)?.y)
  }
}
