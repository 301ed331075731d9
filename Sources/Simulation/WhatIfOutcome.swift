public import RunModel

/// The result of simulated callbacks, as a value for the screen.
public struct WhatIfOutcome: Equatable, Sendable {
  /// The simulated epochs, up to the one that would have been the last.
  public var epochs: [SimulatedEpoch]
  /// The end of the simulated training.
  public var end: SimulatedEnd
  /// The epochs saved and the metric lost.
  public var summary: SimulationSummary
  /// The callbacks before the first epoch.
  public var start: [CallbackState]
  /// The first learning rate and each change, by epochs.
  public var learningRates: [SeriesPoint]
  /// The parameters and switches that count from the start although the run's recipe had others:
  /// they were changed while it was trained.
  public var adopted: [WhatIf.Edit]

  init(
    _ simulation: Simulation, log: [RecordedEpoch], learningRate: Double, adopted: [WhatIf.Edit]
  ) {
    self.adopted = adopted
    epochs = simulation.epochs
    end = simulation.end
    start = simulation.start
    summary = SimulationSummary(simulation: simulation, log: log)
    var rates = [SeriesPoint(x: Double(log.first?.epoch ?? 0), y: learningRate)]
    for epoch in epochs {
      let start = Double(epoch.epoch)
      for (x, rate) in [(start, epoch.learningRateWithin), (start + 1, epoch.learningRate)] {
        // The first rate becomes a 32-bit number.
        guard rates.last.map({ Float($0.y) }) != Float(rate) else { continue }
        // A schedule replaces what held until then.
        if rates.last?.x == x { rates.removeLast() }
        rates.append(SeriesPoint(x: x, y: rate))
      }
    }
    learningRates = rates
  }

  /// The end of training in epochs; nil when the log ends first.
  public var stop: Double? { end.stoppedEpoch.map { Double($0 + 1) } }

  /// The callbacks after a number of epochs; after the end, as they were then.
  ///
  /// - Complexity: O(log epochs).
  public func callbacks(after x: Double) -> [CallbackState] {
    let ended = epochs.indices.firstBeyond { Double(epochs[$0].epoch + 1) > x }
    return ended == 0 ? start : epochs[ended - 1].callbacks
  }

  /// The learning rate at an x, in epochs.
  public func learningRate(at x: Double) -> Double? {
    learningRates.last { $0.x <= x }?.y ?? learningRates.first?.y
  }
}
