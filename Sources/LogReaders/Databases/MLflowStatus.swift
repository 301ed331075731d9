internal import CurveStore

/// MLflow's run states.
enum MLflowStatus {
  /// The state for a name in the database or a number in `meta.yaml`.
  static func named(_ text: String) -> LogStatus {
    switch text {
    case "RUNNING", "1": .running
    case "FINISHED", "3": .finished
    case "FAILED", "4", "KILLED", "5": .failed
    default: .unknown
    }
  }
}
