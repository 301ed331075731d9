public import RunModel
public import Simulation

extension EditConsequence {
  /// Weighs a command; nil for one that changes no value.
  ///
  /// - Parameters:
  ///   - rate: The learning rate that a change of it is made of; nil when it is unknown.
  ///   - learningRate: The learning rate now; nil when it is unknown.
  ///   - callbacks: The run's callbacks as they are now.
  ///   - whatIf: The run's callbacks over its epochs; nil when they are not known.
  ///   - history: The run.
  ///   - first: The number of the run's first epoch.
  public init?(
    of command: RunCommand, from rate: Double?, learningRate: Double?, callbacks: [CallbackState],
    whatIf: @autoclosure () -> WhatIf?, in history: RunHistory, firstEpoch first: Int
  ) {
    switch command {
    case .setLearningRate(let change):
      self.init(ofRate: change, from: rate, callbacks: callbacks, in: history)
    case .edit(let id, let name, let value):
      guard let callback = callbacks.first(where: { $0.id == id }),
        let field = callback.field(name)
      else { return nil }
      self.init(
        of: value, for: field, in: callback, rate: learningRate, whatIf: whatIf(), in: history,
        firstEpoch: first)
    default: self.init(ofEnd: command, in: history)
    }
  }

  /// Weighs a command that moves the end of training; nil for another one, and where nothing changes.
  public init?(ofEnd command: RunCommand, in history: RunHistory) {
    let planned = history.info.map(\.epochs).flatMap { $0 > 0 ? $0 : nil }
    switch command {
    case .setEpochs(let epochs) where epochs == planned: return nil
    case .setEpochs(let epochs) where epochs <= history.epoch,
      .stopAfter(let epochs) where epochs <= history.epoch:
      self.init(past: nil, next: "too late: this is epoch \(history.epoch + 1)", brief: [])
    case .setEpochs(let epochs):
      self.init(
        past: planned.map { "\($0) → \(epochs) epochs" },
        next: "training ends after epoch \(epochs)", brief: [])
    case .stopAfter(let epoch):
      let isLate = planned.map { epoch >= $0 } ?? false
      let whole = planned.map { isLate ? "" : " of \($0)" } ?? ""
      self.init(
        past: nil,
        next: isLate
          ? "training ends after epoch \(planned ?? epoch) anyway"
          : "training ends after epoch \(epoch)\(whole)", brief: [])
    default: return nil
    }
  }
}
