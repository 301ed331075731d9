public import Callbacks
public import RunModel

/// Callbacks to try on a log with other settings: what they would have done, and how that is undone.
///
/// It is the simulation of `plateau simulate`, run again after every change: one set of settings, from the first epoch
/// on. Of a run of our own that people changed while it ran it begins with the parameters and switches as they were at
/// the end, which usually say what happened: a patience that was raised in time might have been so from the start. It
/// does not repeat the changes in their epochs, so one that made callbacks stricter tells what it would have done
/// earlier; nor resets, moves and learning rates that people set: counters, order and the first rate are the recipe's.
public struct WhatIf: Equatable, Sendable {
  /// A parameter that was changed.
  public struct Edit: Equatable, Sendable {
    /// The callback's id.
    public var callback: String
    /// The parameter.
    public var field: String
    /// What it is now.
    public var value: FieldValue
  }

  /// Where the callbacks come from.
  public enum Chain: Sendable {
    /// EarlyStopping and ReduceLROnPlateau as people begin with them.
    case usual(monitor: String, direction: Direction)
    /// Those of a recipe, new ones at each call.
    case given(@Sendable () throws -> [any Callback])
    /// The same for those of the run's own recipe: their parameters are the ones that the run ended with.
    case own(@Sendable () throws -> [any Callback])
  }

  /// Where the callbacks come from.
  public let chain: Chain
  /// What was changed, in order.
  public private(set) var edits: [Edit] = []
  /// The learning rate at the start.
  public private(set) var learningRate: Double
  /// What they would have done.
  public private(set) var outcome: Outcome
  private var rates: [Double] = []
  private var order: [Bool] = []
  private let log: [RecordedEpoch]
  /// The run's callbacks as it ended with them, for `Chain.own`.
  private let settings: [CallbackState]

  /// Tries callbacks on a log.
  ///
  /// - Parameter settings: the run's callbacks as it ended with them, for those of its own recipe.
  /// - Throws: what a callback threw, as when it cannot tell the direction of a metric.
  /// - Complexity: O(epochs · callbacks).
  public init(
    _ log: [RecordedEpoch], chain: Chain, learningRate: Double, settings: [CallbackState] = []
  ) throws {
    self.log = log
    self.chain = chain
    self.learningRate = learningRate
    self.settings = settings
    outcome = try Self.outcome(of: chain, settings, [], on: log, learningRate)
  }

  /// The same changes on a log that has grown.
  ///
  /// - Parameter settings: the run's callbacks at the log's end, for those of its own recipe.
  /// - Throws: as `init`.
  public func on(_ log: [RecordedEpoch], settings: [CallbackState] = []) throws -> WhatIf {
    var next = try WhatIf(log, chain: chain, learningRate: learningRate, settings: settings)
    (next.edits, next.rates, next.order) = (edits, rates, order)
    next.outcome = try next.outcome(edits, learningRate)
    return next
  }

  /// The same settings of the usual callbacks for another metric.
  ///
  /// - Throws: as `init`.
  public func watching(_ monitor: String, _ direction: Direction) throws -> WhatIf {
    var next = try WhatIf(
      log, chain: .usual(monitor: monitor, direction: direction), learningRate: learningRate)
    (next.edits, next.rates, next.order) = (edits, rates, order)
    next.outcome = try next.outcome(edits, learningRate)
    return next
  }

  /// Changes a parameter.
  ///
  /// - Throws: `EditRefusal` when it does not fit; then nothing changes.
  public mutating func set(_ field: String, of callback: String, to value: FieldValue) throws {
    let edits = edits + [Edit(callback: callback, field: field, value: value)]
    outcome = try outcome(edits, learningRate)
    self.edits = edits
    order.append(true)
  }

  /// Changes the learning rate at the start.
  public mutating func set(learningRate rate: Double) throws {
    outcome = try outcome(edits, rate)
    rates.append(learningRate)
    learningRate = rate
    order.append(false)
  }

  /// Takes the last change back.
  ///
  /// - Returns: false when there is none.
  public mutating func undo() throws -> Bool {
    guard let wasEdit = order.popLast() else { return false }
    if wasEdit { edits.removeLast() } else { learningRate = rates.popLast() ?? learningRate }
    outcome = try outcome(edits, learningRate)
    return true
  }

  private func outcome(_ edits: [Edit], _ learningRate: Double) throws -> Outcome {
    try Self.outcome(of: chain, settings, edits, on: log, learningRate)
  }

  private static func outcome(
    of chain: Chain, _ settings: [CallbackState], _ edits: [Edit], on log: [RecordedEpoch],
    _ learningRate: Double
  ) throws -> Outcome {
    let (callbacks, settings): ([any Callback], [CallbackState]) =
      switch chain {
      case .usual(let monitor, let direction): (try usual(monitor, direction), [])
      case .given(let make): (try make(), [])
      case .own(let make): (try make(), settings)
      }
    let simulation = try Simulation(log, callbacks: callbacks, learningRate: learningRate) {
      chain in
      takeOver(settings, in: chain)
      for edit in edits { try chain.set(edit.field, of: edit.callback, to: edit.value) }
    }
    return Outcome(simulation, log: log, learningRate: learningRate)
  }

  /// Gives callbacks the parameters and switches that those of a run had.
  private static func takeOver(_ settings: [CallbackState], in chain: CallbackChain) {
    for made in chain.states {
      // What reads a metric from a hub in a run reads it from the log here, and is named so.
      let known = settings.first {
        $0.monitor == made.monitor && $0.id.replacing("_by_map", with: "") == made.id
      }
      for field in known?.fields ?? [] where !made.fields.contains(field) {
        // A callback takes what one of its kind had; a log that somebody else wrote may say anything.
        _ = try? chain.set(field.name, of: made.id, to: field.value)
      }
    }
  }

  /// Patience 10 before training ends and 5 before the rate is cut: so that the cut comes first.
  private static func usual(_ monitor: String, _ direction: Direction) throws -> [any Callback] {
    let mode: MonitorMode = direction == .min ? .min : .max
    return [
      EarlyStopping(monitor: monitor, patience: 10, mode: mode, restoreBestWeights: true),
      try ReduceLROnPlateau(monitor: monitor, factor: 0.1, patience: 5, mode: mode),
    ]
  }

  /// Two are equal when the same was changed and the same came of it.
  public static func == (a: WhatIf, b: WhatIf) -> Bool {
    a.edits == b.edits && a.learningRate == b.learningRate && a.outcome == b.outcome
  }
}
