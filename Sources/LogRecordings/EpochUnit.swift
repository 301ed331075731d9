internal import CurveStore

/// The unit that serves as epochs in a log.
enum EpochUnit: Equatable {
  /// Epochs.
  case epochs
  /// Steps, for lack of epochs, as in the rounds of boosting.
  case steps
  /// The rows, or the values of each series, for lack of epochs and steps.
  case rows

  /// Chooses the unit of a log.
  init(_ runs: [LogRun]) {
    if runs.contains(where: \.countsRows) {
      self = .rows
      return
    }
    let points = runs.flatMap { $0.series.map(\.points) }
    if runs.contains(where: { !$0.unmeasuredEpochs.isEmpty }) || points.contains(where: \.hasEpochs)
    {
      self = .epochs
    } else {
      self = points.contains(where: \.hasSteps) ? .steps : .rows
    }
  }

  /// Returns true when a run has the unit.
  func counts(_ run: LogRun) -> Bool {
    switch self {
    case .epochs: run.series.contains { $0.points.hasEpochs } || !run.unmeasuredEpochs.isEmpty
    case .steps: run.series.contains { $0.points.hasSteps }
    case .rows: run.series.contains { !$0.points.isEmpty }
    }
  }

  /// Remarks for the user.
  var remarks: [String] {
    switch self {
    case .epochs: []
    case .steps: ["the log has no epochs; its steps are used instead"]
    case .rows: ["the log has no epochs; its rows are counted instead"]
    }
  }
}
