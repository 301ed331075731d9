public import Callbacks
public import RunModel

/// Callbacks that are tried on a log with other settings, with their outcome and an undo.
///
/// It runs the simulation of `plateau simulate` again after every change, with one set of settings
/// from the first epoch on. For a run of this program that was edited while it ran, it begins with
/// the parameters and switches at the end, which usually explain what happened: a patience that was
/// raised in time counts as raised from the start. It does not repeat the edits in their epochs, so
/// an edit that made callbacks stricter acts from the start. Resets, moves and learning rates set
/// by hand are not repeated either: counters, order and first rate are the recipe's.
public struct WhatIf: Equatable, Sendable {
  /// A parameter that was changed.
  public struct Edit: Equatable, Sendable {
    /// The callback's id.
    public var callback: String
    /// The parameter.
    public var field: String
    /// The new value.
    public var value: ParameterValue
  }

  /// A change that was undone.
  private enum Undone: Equatable {
    case edit(Edit)
    case rate(Double)
  }

  /// The source of the callbacks.
  public enum Chain: Sendable {
    /// The callbacks of a framework that end training and lower the learning rate, with usual
    /// settings.
    case usual(
      monitor: String, direction: Direction, framework: TrainingFramework = .keras)
    /// The callbacks of a recipe, new ones at each call.
    case given(@Sendable () throws -> [any Callback])
    /// The callbacks of the run's own recipe, with the parameters that the run ended with.
    case own(@Sendable () throws -> [any Callback])
  }

  /// The source of the callbacks.
  public let chain: Chain
  /// The edits, in order.
  public private(set) var edits: [Edit] = []
  /// The learning rate at the start.
  public private(set) var learningRate: Double
  /// The outcome with the current settings.
  public private(set) var outcome: WhatIfOutcome
  /// True when the learning rate at the start is neither known from the log nor set by the person.
  public var isRateAssumed: Bool { isFirstRateAssumed && rates.isEmpty }
  /// True once something was changed.
  public var isChanged: Bool { !order.isEmpty }
  private let isFirstRateAssumed: Bool
  private var rates: [Double] = []
  private var order: [Bool] = []
  /// The changes that were undone, the last at the end.
  private var undone: [Undone] = []
  private let log: [RecordedEpoch]
  /// The epochs that the run was planned to have, which a schedule of the rate follows; nil for those
  /// of the log.
  private let epochs: Int?
  /// The run's callbacks at its end, for `Chain.own`.
  private let settings: [CallbackState]

  /// Tries callbacks on a log.
  ///
  /// - Parameters:
  ///   - settings: The run's callbacks at its end, for those of its own recipe.
  ///   - isRateAssumed: True when the log tells no learning rate.
  ///   - epochs: The epochs that the run was planned to have; nil for those of the log.
  /// - Throws: The error of a callback, as when it cannot tell the direction of a metric.
  /// - Complexity: O(epochs · callbacks).
  public init(
    _ log: [RecordedEpoch], chain: Chain, learningRate: Double, settings: [CallbackState] = [],
    isRateAssumed: Bool = false, epochs: Int? = nil
  ) throws {
    isFirstRateAssumed = isRateAssumed
    self.epochs = epochs
    self.log = log
    self.chain = chain
    self.learningRate = learningRate
    self.settings = settings
    outcome = try Self.outcome(of: chain, settings, [], on: log, learningRate, epochs)
  }

  /// Returns the same edits on a log that has grown.
  ///
  /// - Parameter settings: The run's callbacks at the log's end, for those of its own recipe.
  /// - Throws: As `init`.
  public func on(_ log: [RecordedEpoch], settings: [CallbackState] = []) throws -> WhatIf {
    var next = try WhatIf(
      log, chain: chain, learningRate: learningRate, settings: settings,
      isRateAssumed: isFirstRateAssumed, epochs: epochs)
    (next.edits, next.rates, next.order) = (edits, rates, order)
    next.outcome = try next.outcome(edits, learningRate)
    return next
  }

  /// Returns the usual callbacks on another metric, with the same edits of those that can watch it.
  ///
  /// - Throws: As `init`.
  public func watching(_ monitor: String, _ direction: Direction) throws -> WhatIf {
    var framework = TrainingFramework.keras
    if case .usual(_, _, let known) = chain { framework = known }
    var next = try WhatIf(
      log, chain: .usual(monitor: monitor, direction: direction, framework: framework),
      learningRate: learningRate, isRateAssumed: isFirstRateAssumed, epochs: epochs)
    let ids = Set(next.outcome.callbacks(after: 0).map(\.id))
    var all = edits.makeIterator()
    for isEdit in order {
      let edit = isEdit ? all.next() : nil
      if let edit, !ids.contains(edit.callback) { continue }
      if let edit { next.edits.append(edit) }
      next.order.append(isEdit)
    }
    next.rates = rates
    next.outcome = try next.outcome(next.edits, learningRate)
    return next
  }

  /// Changes a parameter.
  ///
  /// - Throws: `EditRefusal` when the value does not fit; then nothing changes.
  public mutating func set(_ field: String, of callback: String, to value: ParameterValue) throws {
    let edits = edits + [Edit(callback: callback, field: field, value: value)]
    outcome = try outcome(edits, learningRate)
    self.edits = edits
    order.append(true)
    undone = []
  }

  /// Changes the learning rate at the start.
  ///
  /// - Throws: The error of a callback; then nothing changes.
  public mutating func set(learningRate rate: Double) throws {
    outcome = try outcome(edits, rate)
    rates.append(learningRate)
    learningRate = rate
    order.append(false)
    undone = []
  }

  /// Undoes the last change.
  ///
  /// - Returns: False when there is none.
  public mutating func undo() throws -> Bool {
    guard let wasEdit = order.popLast() else { return false }
    if wasEdit {
      undone.append(.edit(edits.removeLast()))
    } else {
      undone.append(.rate(learningRate))
      learningRate = rates.popLast() ?? learningRate
    }
    outcome = try outcome(edits, learningRate)
    return true
  }

  /// Makes the change again that was undone last.
  ///
  /// - Returns: False when there is none.
  public mutating func redo() throws -> Bool {
    var rest = undone
    switch rest.popLast() {
    case .edit(let edit): try set(edit.field, of: edit.callback, to: edit.value)
    case .rate(let rate): try set(learningRate: rate)
    case nil: return false
    }
    undone = rest
    return true
  }

  private func outcome(_ edits: [Edit], _ learningRate: Double) throws -> WhatIfOutcome {
    try Self.outcome(of: chain, settings, edits, on: log, learningRate, epochs)
  }

  private static func outcome(
    of chain: Chain, _ settings: [CallbackState], _ edits: [Edit], on log: [RecordedEpoch],
    _ learningRate: Double, _ epochs: Int?
  ) throws -> WhatIfOutcome {
    let (callbacks, settings): ([any Callback], [CallbackState]) =
      switch chain {
      case .usual(let monitor, let direction, let framework):
        (try framework.usualCallbacks(monitor, direction), [])
      case .given(let make): (try make(), [])
      case .own(let make): (try make(), settings)
      }
    var adopted: [Edit] = []
    let simulation = try Simulation(
      log, callbacks: callbacks, learningRate: learningRate, epochs: epochs
    ) { chain in
      adopted = apply(settings, to: chain)
      for edit in edits { try chain.set(edit.field, of: edit.callback, to: edit.value) }
    }
    return WhatIfOutcome(simulation, log: log, learningRate: learningRate, adopted: adopted)
  }

  /// Gives callbacks the parameters and switches of a run's callbacks.
  ///
  /// - Returns: Those that were others.
  private static func apply(_ settings: [CallbackState], to chain: CallbackChain) -> [Edit] {
    var adopted: [Edit] = []
    for made in chain.states {
      // A callback on a metric of a hub reads the log here and goes by its plain name.
      let known = settings.first {
        $0.monitor == made.monitor && $0.id.replacing("_by_map", with: "") == made.id
      }
      for field in known?.fields ?? [] where !made.fields.contains(field) {
        // An untrusted log may hold any value, so those that do not fit are ignored.
        if (try? chain.set(field.name, of: made.id, to: field.value)) != nil {
          adopted.append(Edit(callback: made.id, field: field.name, value: field.value))
        }
      }
    }
    return adopted
  }

  /// Returns true when both have the same edits and the same outcome.
  public static func == (a: WhatIf, b: WhatIf) -> Bool {
    a.edits == b.edits && a.learningRate == b.learningRate && a.outcome == b.outcome
  }
}
