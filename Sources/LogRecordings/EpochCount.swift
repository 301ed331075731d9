internal import CurveStore
internal import RunModel

/// What stands for epochs in a log.
enum EpochUnit: Equatable {
  case epochs
  /// There are no epochs: the numbers of the steps stand for them, as in the rounds of boosting.
  case steps
  /// There are neither: the values of each curve are counted.
  case rows

  init(_ runs: [LogRun]) {
    let points = runs.flatMap { $0.series.map(\.points) }
    if runs.contains(where: { !$0.bareEpochs.isEmpty }) || points.contains(where: \.hasEpochs) {
      self = .epochs
    } else {
      self = points.contains(where: \.hasSteps) ? .steps : .rows
    }
  }

  /// Whether a run has any of them.
  func counts(_ run: LogRun) -> Bool {
    switch self {
    case .epochs: run.series.contains { $0.points.hasEpochs }
    case .steps: run.series.contains { $0.points.hasSteps }
    case .rows: run.series.contains { !$0.points.isEmpty }
    }
  }

  /// What a person should know of it.
  var remarks: [String] {
    switch self {
    case .epochs: []
    case .steps: ["the log has no epochs; its steps are used instead"]
    case .rows: ["the log has no epochs; its rows are counted instead"]
    }
  }
}

/// How a run counts what stands for its epochs.
struct EpochCount {
  let unit: EpochUnit
  /// The number of the first epoch.
  let first: Int

  init(_ run: LogRun, unit: EpochUnit) {
    self.unit = unit
    first =
      switch unit {
      case .epochs: run.firstEpoch
      case .steps: 0
      case .rows: 1
      }
  }

  /// The index of a point's epoch in the run; nil when it has none.
  func epochIndex(at index: Int, of series: LogSeries) -> Int? {
    switch unit {
    case .epochs: return series.points.epoch(at: index).flatMap(epochIndex(of:))
    case .steps: return series.points.step(at: index).flatMap { $0 >= 0 ? Int(exactly: $0) : nil }
    case .rows: return index - (series.segments.last { $0 <= index } ?? 0)
    }
  }

  /// The index of an epoch in the run.
  func epochIndex(of epoch: Double) -> Int? {
    let number = epoch.rounded(.up)
    guard number.magnitude <= RecordedLog.greatestEpoch else { return nil }
    return max(0, Int(number) - first)
  }
}
