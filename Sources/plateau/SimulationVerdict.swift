import RunModel
import Simulation

/// What a simulated end saved and cost, beside the whole log.
struct SimulationVerdict {
  let simulation: Simulation
  let log: [RecordedEpoch]

  /// The metric that the run is judged by: the first one that a callback with a patience watches.
  private var judged: CallbackState? {
    simulation.epochs.last?.callbacks.first { $0.patience != nil && $0.monitor != nil }
  }

  /// Epochs of the log that would not have been trained.
  var savedEpochs: Int { log.count - simulation.epochs.count }

  /// The best value up to the end, and the best of the whole log.
  var best: (kept: SeriesPoint, all: SeriesPoint)? {
    guard let judged, let name = judged.monitor, let direction = judged.direction else {
      return nil
    }
    func best(_ count: Int) -> SeriesPoint? {
      var series = Series()
      for epoch in log.prefix(count) {
        if let value = epoch.logs[name] { series.append(x: Double(epoch.epoch), y: value) }
      }
      return series.best(direction)
    }
    guard let kept = best(simulation.epochs.count), let all = best(log.count) else { return nil }
    return (kept, all)
  }

  /// The metric's name.
  var metric: String { judged?.monitor ?? "" }

  /// The lines below the table.
  var sentences: [String] {
    let last = simulation.epochs.last.map { $0.epoch + 1 } ?? 0
    var lines: [String] = []
    if let reason = simulation.end.reason {
      lines.append(reason.sentence)
      lines.append(
        savedEpochs == 0
          ? "the log ends there, too"
          : "\(savedEpochs) of the log's \(log.count) epochs would have been saved")
    } else {
      lines.append("nothing would have stopped it up to epoch \(last), where the log ends")
    }
    if let best {
      let place = "\(metric) \(best.kept.y.metricWords) at epoch \(Int(best.kept.x) + 1)"
      if best.kept == best.all {
        lines.append("best \(place): nothing would have been lost")
      } else {
        let lost = abs(best.all.y - best.kept.y)
        lines.append(
          "best \(place); the log has \(best.all.y.metricWords) at epoch \(Int(best.all.x) + 1): "
            + "\(lost.metricWords) would have been lost")
      }
    }
    if let judged, judged.best?.isNaN == true {
      lines.append("the first \(metric) was NaN, which nothing improves on: that is Keras's rule")
    }
    if let restored = simulation.end.restoredEpoch {
      lines.append("weights of epoch \(restored + 1) would have been restored")
    }
    return lines
  }
}
