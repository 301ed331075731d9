extension RunInfo {
  /// True for a run of `plateau train`; false for a script that a client connects.
  public var isOurs: Bool { framework.isEmpty && client.isEmpty }

  /// The way to continue the run, as a clause; nil when nothing is known of it.
  ///
  /// - Parameter path: The run's folder as a person would type it.
  public func continuation(_ path: String) -> String? {
    if !resume.isEmpty { return resume }
    return isOurs ? "continue with plateau train \(path) --resume" : nil
  }

  /// The unit of the speed: `img/s`, `tok/s`, `rows/s`.
  public var speedUnit: String {
    switch sampleUnit {
    case "": isOurs ? "img/s" : "samples/s"
    case "images": "img/s"
    case "tokens": "tok/s"
    default: "\(sampleUnit)/s"
    }
  }
}

extension CallbackState {
  /// True when the callback is called at all.
  public var isEnabled: Bool { field("enabled")?.value != .boolean(false) }

  /// True when it is an EarlyStopping of some kind.
  public var isStopping: Bool { watchesPlateau && role == .stops }

  /// True when it is a ReduceLROnPlateau of some kind.
  public var isReducing: Bool { watchesPlateau && role == .reducesLearningRate }

  /// True when it has nothing left to lower, or the learning rate is unknown.
  public var isAtFloor: Bool { isReducing && best != nil && nextLearningRate == nil }

  /// Units without improvement until the callback acts; nil when it does not count.
  ///
  /// Without a number of its framework's own, Keras's rule holds: patience 0 means the same as 1, and
  /// a cooldown of N spares N - 1 epochs.
  public var unitsLeft: Int? {
    if let left { return max(0, left) }
    guard let patience, let wait else { return nil }
    return max(1, max(1, patience) - wait) + max(0, (cooldownCounter ?? 0) - 1)
  }

  /// The unit of its counters for one of them: `epoch`, `evaluation`.
  public var singularUnit: String {
    let unit = unit ?? "epochs"
    return unit.count > 1 && unit.hasSuffix("s") ? String(unit.dropLast()) : unit
  }
}
