import FrameworkCallbacks
import JSONText
import RunModel
import Simulation

/// A simulation as JSON Lines: an object per epoch, and one for the end.
struct SimulationJSON {
  private let simulation: Simulation
  /// The number of the run's first epoch.
  private var first: Int { simulation.firstNumber }

  init(_ simulation: Simulation) { self.simulation = simulation }

  var text: String {
    (simulation.epochs.map(line) + [end]).map { $0.text + "\n" }.joined()
  }

  private func line(_ epoch: SimulatedEpoch) -> JSONValue {
    .members([
      "epoch": .integer(epoch.epoch + first),
      "logs": .object(
        epoch.logs.compactMap { name, value in
          value.double.map { JSONValue.Member(name, .finite($0)) }
        }),
      "callbacks": .array(epoch.callbacks.map { callback($0, in: epoch) }),
      "stop_training": .boolean(epoch.stops),
    ])
  }

  private func callback(_ state: CallbackState, in epoch: SimulatedEpoch) -> JSONValue {
    let isWatching = state.watchesPlateau
    let isReducing = state.role == .reducesLearningRate
    let report = epoch.reports[state.id]
    let best = report.map(\.storedBest) ?? state.best
    let messages = epoch.messages.filter { $0.from == state.id }.map(\.text)
    let members: JSONValue = .members([
      "name": .string(state.name),
      "wait": state.wait.map(JSONValue.integer),
      "patience": state.patience.map(JSONValue.integer),
      "best": isWatching ? best.map(JSONValue.finite) ?? .null : nil,
      // Keras begins with epoch 0, before there is a best value.
      "best_epoch": isWatching && !isReducing
        ? .integer(state.bestEpoch.map { $0 + first } ?? 0) : nil,
      "stop": isWatching && !isReducing ? .boolean(state.hasStopped) : nil,
      "cooldown_counter": state.cooldownCounter.map(JSONValue.integer),
      "logged_learning_rate": isReducing
        ? epoch.logs["learning_rate"].map(JSONValue.finite) : nil,
      "learning_rate_after": isReducing ? .finite(epoch.learningRate) : nil,
      "message": .string(messages.joined(separator: "\n")),
    ])
    return members.adding(report?.counters ?? [])
  }

  private var end: JSONValue {
    let end = simulation.end
    let canStop = simulation.epochs.last?.callbacks.contains {
      $0.watchesPlateau && $0.role == .stops
    }
    // Keras's stopped_epoch is 0 where EarlyStopping did not stop.
    let stopped = end.stoppedEpoch.map { $0 + first } ?? (canStop == true ? 0 : nil)
    return .members([
      "end": .members([
        "stopped_epoch": stopped.map(JSONValue.integer) ?? .null,
        "stop_reason": end.reason.map { .string($0.sentence(countingFrom: first)) }
          ?? .null,
        "restored_epoch": end.restoredEpoch.map { .integer($0 + first) } ?? .null,
        "messages": .array(end.messages.map(JSONValue.string)),
      ])
    ])
  }
}

extension JSONValue {
  /// The object with the counters of a framework's rule under the framework's names, unless a name
  /// is taken.
  fileprivate func adding(_ counters: [FrameworkCounter]) -> JSONValue {
    guard case .object(let members) = self else { return self }
    let taken = Set(members.map(\.name))
    return .object(
      members
        + counters.filter { !taken.contains($0.name) }.map { Member($0.name, $0.value.json) })
  }
}
