package import RunModel

extension EventMark.Kind {
  /// The name of the kind for a person.
  package var name: String {
    switch self {
    case .learningRateCut: "rate cut"
    case .schedule: "schedule"
    case .best: "best value"
    case .checkpoint: "saved weights"
    case .pause: "pause"
    case .edit: "change by hand"
    case .warning: "warning"
    case .end: "end"
    }
  }

  /// True for what a person should see first: cuts, changes by hand, warnings, and the end.
  package var isImportant: Bool {
    switch self {
    case .learningRateCut, .edit, .warning, .end: true
    case .schedule, .best, .checkpoint, .pause: false
    }
  }
}
