internal import RunModel

extension CallbackState {
  /// True when the callback is called at all.
  var isEnabled: Bool { field("enabled")?.value != .boolean(false) }

  /// True when it is an EarlyStopping of some kind.
  var isStopping: Bool { watchesPlateau && role == .stops }

  /// True when it is a ReduceLROnPlateau of some kind.
  var isReducing: Bool { watchesPlateau && role == .reducesLearningRate }

  /// Epochs without improvement until the callback acts; patience 0 means the same as 1, as in
  /// Keras.
  var epochsLeft: Int? {
    guard let patience, let wait else { return nil }
    let rest = max(1, patience) - wait
    // A cooldown of N spares N - 1 epochs.
    return max(1, rest) + max(0, (cooldownCounter ?? 0) - 1)
  }
}
