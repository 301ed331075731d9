package import RunModel

/// The settings under which a run that has ended is trained on.
public struct Continuation: Equatable, Sendable {
  /// The settings, as `--set` takes them.
  public private(set) var settings: [String]
  /// The settings in words: `train 10 more epochs`.
  public private(set) var words: String

  /// The number of epochs that are added to a run that has trained all of its own.
  private static let more = 10

  /// The continuation of a run that is to train so many epochs in all; nil for one that has trained them.
  package init?(of history: RunHistory, to epochs: Int) {
    guard epochs > history.trainedEpochs, var continued = Continuation(of: history) else {
      return nil
    }
    continued.settings.removeAll { $0.hasPrefix("epochs=") }
    continued.settings.insert("epochs=\(epochs)", at: 0)
    self = continued
  }

  /// Creates the continuation of a run; nil for one that cannot go on as it is.
  package init?(of history: RunHistory) {
    guard case .ended(let reason) = history.status, let info = history.info else { return nil }
    let trained = history.trainedEpochs
    let isUnfinished = trained < info.epochs
    var settings = isUnfinished ? [] : ["epochs=\(trained + Self.more)"]
    switch reason {
    case .completed: words = "train \(Self.more) more epochs"
    case .person:
      words =
        isUnfinished ? "train on to epoch \(info.epochs)" : "train \(Self.more) more epochs"
    case .failed: return nil
    case .callback(let name, _, _):
      // It would stop again at once.
      guard let stopper = history.callbacks.first(where: { $0.name == name }),
        stopper.field("patience") != nil, let patience = stopper.patience
      else { return nil }
      settings.append("\(stopper.id).patience=\(patience + Self.more)")
      words = "train on, patience \(patience) \u{2192} \(patience + Self.more)"
    }
    if !isUnfinished, history.hasScheduleWithLength {
      words += ", the schedule over all \(trained + Self.more)"
    }
    self.settings = settings
  }
}

extension RunHistory {
  /// The number of epochs that have ended.
  fileprivate var trainedEpochs: Int { epochs.last.map { $0.epoch + 1 } ?? 0 }

  /// True with a schedule of the learning rate whose length is the number of epochs: only that one
  /// has a warm-up.
  fileprivate var hasScheduleWithLength: Bool {
    callbacks.contains {
      $0.role == .schedulesLearningRate && $0.isEnabled && $0.field("warmup") != nil
    }
  }
}
