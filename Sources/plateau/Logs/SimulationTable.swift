import Charts
import LogRecordings
import RunModel
import Simulation

/// A simulation as a table, with a row per epoch and a column per callback, and its result.
struct SimulationTable {
  private let simulation: Simulation
  private let log: RecordedLog

  init(_ simulation: Simulation, log: RecordedLog) {
    self.simulation = simulation
    self.log = log
  }

  var text: String {
    let states = simulation.epochs.first?.callbacks ?? []
    var metrics: [String] = []
    for monitor in states.compactMap(\.monitor) where !metrics.contains(monitor) {
      metrics.append(monitor)
    }
    var table = TextTable(header: ["epoch"] + metrics + states.map(\.name))
    var bests: [Double?] = Array(repeating: nil, count: states.count)
    for epoch in simulation.epochs {
      table.add(
        ["\(epoch.epoch + simulation.firstNumber)"]
          + metrics.map { epoch.logs[$0].map(MetricFormat.metric) ?? "–" }
          + zip(epoch.callbacks, bests).map {
            // Compared by bits: NaN is not equal to itself.
            let isBest = $0.best != nil && $0.best?.bitPattern != $1?.bitPattern
            return Self.words($0, isBest: isBest, in: epoch)
          })
      bests = epoch.callbacks.map(\.best)
    }
    let first = 1 + metrics.count
    return table.text { $0 >= first } + "\n"
      + SimulationSummary(simulation: simulation, log: log.epochs, earlier: log.earlier)
      .sentences.map { $0 + "\n" }.joined()
  }

  private static func words(
    _ state: CallbackState, isBest: Bool, in epoch: SimulatedEpoch
  ) -> String {
    guard let wait = state.wait, let patience = state.patience else { return state.summary ?? "" }
    var words = "\(wait)/\(patience)"
    if isBest { words += " best" }
    if state.role == .reducesLearningRate {
      if let counter = state.cooldownCounter, counter > 0 { words += " cooldown \(counter)" }
      if let rate = epoch.rates[state.id] {
        words += " rate \(rate.old.rateWords) → \(rate.new.rateWords)"
      }
    }
    return state.hasStopped ? words + " stops" : words
  }
}
