internal import CurveStore
internal import RunModel

/// The numbering of a run's epochs, or of the unit that serves as epochs.
struct EpochCount {
  /// The unit.
  let unit: EpochUnit
  /// The number of the first epoch.
  let first: Int

  /// Creates the numbering of a run.
  init(_ run: LogRun, unit: EpochUnit) {
    self.unit = unit
    first =
      switch unit {
      case .epochs: run.firstEpoch
      case .steps: 0
      case .rows: 1
      }
  }

  /// The index of the epoch of a point in the run; nil when it has none.
  func epochIndex(at index: Int, of series: LogSeries) -> Int? {
    switch unit {
    case .epochs: return series.points.epoch(at: index).flatMap(epochIndex(of:))
    case .steps: return series.points.step(at: index).flatMap { $0 >= 0 ? Int(exactly: $0) : nil }
    case .rows:
      if let row = series.points.epoch(at: index) { return Int(exactly: row - 1) }
      if let row = series.points.step(at: index) { return Int(exactly: row - 1) }
      return index - (series.segments.last { $0 <= index } ?? 0)
    }
  }

  /// The index of an epoch in the run.
  func epochIndex(of epoch: Double) -> Int? {
    let number = epoch.rounded(.up)
    guard number.magnitude <= RecordedLog.greatestEpoch else { return nil }
    return max(0, Int(number) - first)
  }
}
