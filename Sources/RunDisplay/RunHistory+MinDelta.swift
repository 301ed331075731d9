internal import OrderedCollections
package import RunModel

extension RunHistory {
  /// The min_delta of a callback, if an epoch was better than the callback's best by less than
  /// that; else nil.
  package func decidingDelta(of callback: CallbackState) -> Double? {
    guard case .number(let delta)? = callback.field("min_delta")?.value, delta > 0,
      let best = callback.best, let direction = callback.direction, let name = callback.monitor,
      let all = epochSeries[name]?.best(direction)?.y
    else { return nil }
    // Callbacks compare in 32 bits. A value that is better by more has another reason: the callback
    // began later or ended.
    let isBetter = direction.isBetter(Double(Float(all)), than: Double(Float(best)))
    return isBetter && abs(all - best) <= delta ? delta : nil
  }
}
