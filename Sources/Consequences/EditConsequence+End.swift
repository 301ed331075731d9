public import RunModel

extension EditConsequence {
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
