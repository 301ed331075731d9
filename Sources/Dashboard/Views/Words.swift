internal import Cells
internal import Charts
internal import RunModel

extension RunStatus {
  /// One word for the header.
  var word: String {
    switch self {
    case .waiting: "starting"
    case .training: "training"
    case .validating: "validating"
    case .paused: "paused"
    case .recorded: "log"
    case .ended(.completed): "done"
    case .ended(.failed): "failed"
    case .ended: "stopped"
    }
  }

  /// The sign before the word.
  func symbol(_ symbols: Symbols) -> Unicode.Scalar {
    switch self {
    case .waiting, .training, .validating: symbols.live
    case .paused: symbols.pause
    case .ended, .recorded: symbols.stop
    }
  }

  /// The colour of both.
  var role: Theme.Role {
    switch self {
    case .waiting: .dim
    case .training: .good
    case .validating: .validation
    case .paused: .warning
    case .recorded: .dim
    case .ended(.failed): .bad
    case .ended: .best
    }
  }
}

extension EventMark.Kind {
  /// The sign on the event strip and in the list of events.
  func symbol(_ symbols: Symbols) -> Unicode.Scalar {
    switch self {
    case .learningRateCut: symbols.cut
    case .best: symbols.star
    case .checkpoint: symbols.disk
    case .pause: symbols.pause
    case .edit: symbols.edit
    case .warning: symbols.warning
    case .end: symbols.stop
    }
  }

  /// Its colour.
  var role: Theme.Role {
    switch self {
    case .learningRateCut: .learningRate
    case .best: .best
    case .checkpoint: .good
    case .pause, .warning: .warning
    case .edit: .edit
    case .end: .strong
    }
  }

  /// Which mark is shown where several fall on one column.
  var importance: Int {
    switch self {
    case .end: 6
    case .learningRateCut: 5
    case .edit: 4
    case .warning: 3
    case .pause: 2
    case .best: 1
    case .checkpoint: 0
    }
  }
}

extension CallbackState {
  /// Whether it is called at all.
  var isEnabled: Bool { field("enabled")?.value != .boolean(false) }

  /// Whether it is an EarlyStopping of some kind.
  var isStopping: Bool { patience != nil && cooldown == nil }

  /// Whether it is a ReduceLROnPlateau of some kind.
  var isReducing: Bool { patience != nil && cooldown != nil }

  /// Epochs without improvement until it acts; patience 0 means the same as 1, as in Keras.
  var epochsLeft: Int? {
    guard let patience, let wait else { return nil }
    let rest = max(1, patience) - wait
    // A cooldown of N spares N - 1 epochs.
    return max(1, rest) + max(0, (cooldownCounter ?? 0) - 1)
  }
}

extension RunAxis {
  /// What it counts, more than one.
  var plural: String { self == .time ? "times" : rawValue + "s" }
}

extension StringProtocol where SubSequence == Substring {
  /// What stands behind the last stroke of a metric's name, which tells metrics apart.
  var lastPart: String { split(separator: "/" as Character).last.map(String.init) ?? String(self) }
}

/// A count with its word: `1 epoch`, `3 epochs`.
func counted(_ count: Int, _ word: String, plural: String? = nil) -> String {
  count == 1 ? "1 \(word)" : "\(count) \(plural ?? word + "s")"
}
