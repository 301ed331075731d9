internal import RunModel

extension CallbackState {
  /// True when the callback is called at all.
  var isEnabled: Bool { field("enabled")?.value != .boolean(false) }

  /// True when it is an EarlyStopping of some kind.
  var isStopping: Bool { watchesPlateau && role == .stops }

  /// True when it is a ReduceLROnPlateau of some kind.
  var isReducing: Bool { watchesPlateau && role == .reducesLearningRate }
}
