public import RunModel

/// The epochs that a simulated end saves and the metric it costs, compared with the whole log.
public struct SimulationSummary: Equatable, Sendable {
  private let epochs: [SimulatedEpoch]
  private let end: SimulatedEnd
  private let log: [RecordedEpoch]
  private let earlier: [RecordedEpoch]
  /// The number of the run's first epoch.
  private let first: Int

  /// Compares a simulation with its log.
  ///
  /// - Parameter earlier: The epochs of earlier attempts, which do not count.
  public init(simulation: Simulation, log: [RecordedEpoch], earlier: [RecordedEpoch] = []) {
    epochs = simulation.epochs
    end = simulation.end
    first = simulation.firstNumber
    self.log = log
    self.earlier = earlier
  }

  /// The state of the first callback that watches a plateau; its metric judges the run.
  private var judged: CallbackState? {
    epochs.last?.callbacks.first { $0.watchesPlateau && $0.monitor != nil }
  }

  /// Epochs of the log that would not have been trained.
  public var savedEpochs: Int { log.count - epochs.count }

  /// The best value up to the end and the best of the whole log; `x` is the epoch's number in the
  /// log.
  public var best: (kept: SeriesPoint, all: SeriesPoint)? {
    guard let judged, let name = judged.monitor, let direction = judged.direction else {
      return nil
    }
    guard let kept = Self.best(name, direction, of: log.prefix(epochs.count)),
      let all = Self.best(name, direction, of: log[...])
    else { return nil }
    return (kept, all)
  }

  /// A better value of an earlier attempt; nil when there is none.
  public var betterEarlier: SeriesPoint? {
    guard let judged, let name = judged.monitor, let direction = judged.direction,
      let found = Self.best(name, direction, of: earlier[...]), let best,
      direction.isBetter(found.y, than: best.all.y)
    else { return nil }
    return found
  }

  private static func best(
    _ name: String, _ direction: Direction, of epochs: ArraySlice<RecordedEpoch>
  ) -> SeriesPoint? {
    var series = Series()
    for epoch in epochs {
      if let value = epoch.logs[name] { series.append(x: Double(epoch.number), y: value) }
    }
    return series.best(direction)
  }

  /// The metric's name.
  public var metric: String { judged?.monitor ?? "" }

  /// One line with the end, the epochs saved and the metric lost.
  public var headline: String { headline(naming: metric) }

  /// The headline with another name of the metric, such as a part of it.
  public func headline(naming metric: String) -> String {
    let words: String
    if let failed = end.failedEpoch { return "fails in epoch \(failed + first): \(failure)" }
    if let stopped = end.stoppedEpoch {
      let saved = savedEpochs == 1 ? "1 epoch saved" : "\(savedEpochs) epochs saved"
      words =
        "stops after epoch \(stopped + first), \(savedEpochs == 0 ? "as the log does" : saved)"
    } else {
      words = "nothing stops it up to epoch \(last)"
    }
    guard end.stoppedEpoch != nil, let best else { return words }
    if best.kept == best.all { return words + ", the best \(metric) kept" }
    return words + ", " + lost(best, metric)
  }

  /// The exception that would have ended training.
  private var failure: String {
    if case .failed(let why)? = end.reason { why } else { "" }
  }

  /// A short headline, for little room.
  public var shortHeadline: String {
    if let failed = end.failedEpoch { return "fails in epoch \(failed + first)" }
    guard let stopped = end.stoppedEpoch else { return "nothing stops it" }
    let words = "stops after epoch \(stopped + first), \(savedEpochs) saved"
    guard let best else { return words }
    if best.kept == best.all { return words + ", the best kept" }
    return words + ", " + lost(best, "")
  }

  /// The share of the best value that is lost; the difference when the best is 0, and both values when
  /// more than all of it is lost.
  private func lost(_ best: (kept: SeriesPoint, all: SeriesPoint), _ metric: String) -> String {
    let lost = abs(best.all.y - best.kept.y)
    let name = metric.isEmpty ? "" : " of \(metric)"
    guard best.all.y != 0 else { return "\(lost.metricWords)\(name) lost" }
    let percent = (lost / abs(best.all.y) * 1000).rounded() / 10
    if percent > 100 {
      let subject = metric.isEmpty ? "" : "\(metric) "
      return "\(subject)\(best.kept.y.metricWords) instead of \(best.all.y.metricWords)"
    }
    return "\(percent == 0 ? "<0.1" : percent.metricWords) %\(name) lost"
  }

  private var last: Int { epochs.last.map { $0.epoch + first } ?? 0 }

  /// The lines below the table.
  public var sentences: [String] {
    var lines: [String] = []
    if let failed = end.failedEpoch {
      lines.append("training would have failed in epoch \(failed + first): \(failure)")
    } else if let reason = end.reason {
      lines.append(reason.sentence(countingFrom: first))
      lines.append(
        savedEpochs == 0
          ? "the log ends there, too"
          : "\(savedEpochs) of the log's \(log.count) epochs would have been saved")
    } else {
      lines.append("nothing would have stopped it up to epoch \(last), where the log ends")
    }
    if let best {
      let value = "\(metric) \(best.kept.y.metricWords) at epoch \(Int(best.kept.x))"
      if best.kept == best.all {
        lines.append("best \(value): nothing would have been lost")
      } else {
        let lost = abs(best.all.y - best.kept.y)
        lines.append(
          "best \(value); the log has \(best.all.y.metricWords) at epoch \(Int(best.all.x)): "
            + "\(lost.metricWords) would have been lost")
      }
    }
    if let better = betterEarlier {
      lines.append(
        "an earlier attempt had \(better.y.metricWords) at epoch \(Int(better.x)), which was "
          + "trained again")
    }
    if let judged, judged.best?.isNaN == true, epochs.last?.reports[judged.id] == nil {
      lines.append("the first \(metric) was NaN, which nothing improves on: that is Keras's rule")
    }
    if let restored = end.restoredEpoch {
      lines.append("weights of epoch \(restored + first) would have been restored")
    }
    return lines
  }
}
