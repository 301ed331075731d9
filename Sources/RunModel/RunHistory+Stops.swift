/// The end of a run against what its callbacks may do before.
extension RunHistory {
  /// The epochs that are left to train, with the present one; nil when their number is unknown.
  ///
  /// A callback may end the run before.
  package var epochsLeft: Int? {
    guard let info, info.epochs > 0 else { return nil }
    let end = waiting.contains(.stop) ? min(info.epochs, stopEpoch ?? epoch + 1) : info.epochs
    return max(0, end - (epochs.last.map { $0.epoch + 1 } ?? info.firstEpoch))
  }

  /// Returns true when the run ends before a callback can act.
  ///
  /// - Parameter left: Units without improvement until it acts; nil for those it counts now.
  package func ends(before callback: CallbackState, left: Int? = nil) -> Bool {
    guard callback.countsEpochs, let epochsLeft, let left = left ?? callback.unitsLeft else {
      return false
    }
    return left > epochsLeft
  }
}

extension CallbackState {
  /// True when its counters are in epochs.
  package var countsEpochs: Bool { unit == nil || unit == "epochs" }
}
