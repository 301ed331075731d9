import BareFoundation
import Callbacks
import PlateauRuntime
import Recipes
import RunModel
import Simulation

/// A parameter and the values to try: `patience=1..20`, `early_stopping.patience=2,5,9`.
struct TriedParameter {
  private let field: String
  private let callback: String?
  private let values: [ParameterValue]

  init(_ text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      throw Self.wrong("takes a parameter and its values, such as patience=1..20")
    }
    let path = parts[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard !path.contains("") else {
      throw Self.wrong("takes patience=… or early_stopping.patience=…")
    }
    field = path.last ?? ""
    // The name of a callback may have a point itself: `torch.reduce_lr_on_plateau.patience`.
    callback = path.count > 1 ? path.dropLast().joined(separator: ".") : nil
    values = try Self.values(parts[1])
    if values.isEmpty {
      throw Self.wrong("takes values such as 1..20 or 0.001,0.01")
    }
  }

  private static func wrong(_ what: String) -> CommandFailure {
    CommandFailure("--sweep: \(what)", .usage)
  }

  private static func values(_ text: String) throws -> [ParameterValue] {
    if let dots = text.firstRange(of: ".."), let low = Int(text[..<dots.lowerBound]),
      let high = Int(text[dots.upperBound...])
    {
      guard low <= high, high.subtractingReportingOverflow(low).partialValue < 10_000 else {
        throw Self.wrong(
          "\(text) takes a smaller and a larger number, at most "
            + "10000 apart")
      }
      return (low...high).map(ParameterValue.integer)
    }
    return try text.split(separator: ",").map { word in
      if word == "true" || word == "false" { return .boolean(word == "true") }
      if let whole = Int(word) { return .integer(whole) }
      if let number = Double(word), number.isFinite { return .number(number) }
      throw Self.wrong("\(word) is not a number; write 1..20 or 0.001,0.01")
    }
  }

  /// One row per value.
  ///
  /// - Throws: An error when no callback has the parameter, or does not take a value.
  /// - Complexity: O(values · epochs).
  func table(
    _ log: [RecordedEpoch], chain: ChainRecipe, learningRate: Double,
    directions: [String: Direction]
  ) throws -> String {
    var table = TextTable(
      header: [field, "stops after", "epochs saved", "best", "at", "lost", "learning rate"])
    for value in values {
      let callbacks = try chain.makeCallbacks()
      try set(value, in: CallbackChain(callbacks))
      let simulation = try Simulation(
        log, callbacks: callbacks, learningRate: learningRate, epochs: chain.epochs,
        directions: directions)
      let summary = SimulationSummary(simulation: simulation, log: log)
      let best = summary.best
      table.add([
        value.words, simulation.end.stoppedEpoch.map { "\($0 + simulation.firstNumber)" } ?? "–",
        "\(summary.savedEpochs)", best.map { $0.kept.y.metricWords } ?? "–",
        best.map { "\(Int($0.kept.x))" } ?? "–",
        best.map { $0.kept == $0.all ? "0" : abs($0.all.y - $0.kept.y).metricWords } ?? "–",
        simulation.epochs.last.map { $0.learningRate.rateWords } ?? "–",
      ])
    }
    return table.text { _ in false }
  }

  private func set(_ value: ParameterValue, in chain: CallbackChain) throws {
    let links = chain.links.filter { link in
      (callback == nil || link.id == callback)
        && link.callback.fields.contains { $0.name == field }
    }
    guard let link = links.first else {
      let known = chain.links.flatMap { link in
        link.callback.fields.map { "\(link.id).\($0.name)" }
      }
      let near = field.nearest(
        in: known.compactMap { $0.split(separator: ".").last.map(String.init) })
      throw Self.wrong(
        "no callback takes \(field); "
          + (near.map { "did you mean \($0)?" }
            ?? (known.isEmpty
              ? "a simulation of this chain has no parameters"
              : "the parameters are \(known.joined(separator: ", "))"))
      )
    }
    do throws(EditRefusal) {
      _ = try link.callback.set(field, to: value)
    } catch {
      throw Self.wrong("\(error.why)")
    }
  }
}
