/// A command to a run: the content of a line of `commands.jsonl`.
public enum RunCommand: Equatable, Sendable {
  /// Wait before the next batch.
  case pause
  /// Continue after a pause.
  case resume
  /// Train to the end of the epoch (of the next one at an end), then pause.
  case stepEpoch
  /// End training.
  case stop(StopReason.Moment)
  /// End training after the epoch with this number, from 1.
  case stopAfter(epoch: Int)
  /// Set the learning rate, or change the one that holds then.
  case setLearningRate(NumberChange)
  /// Set the number of epochs to train.
  case setEpochs(Int)
  /// Set a parameter of the callback with this id.
  case edit(callback: String, field: String, value: ParameterValue)
  /// Reset the callback with this id: its best value and its counters.
  case reset(callback: String)
  /// Move the callback with this id in the chain at the next end of an epoch; negative to the
  /// front.
  case move(callback: String, by: Int)
  /// Undo the last change.
  case undo
  /// Make the change again that was undone last.
  case redo
  /// Cancel a command that waits for the end of the epoch.
  case cancel(WaitingCommand)
  /// Save a checkpoint now.
  case save
  /// Evaluate the validation set now.
  case evaluate
  /// Make changes later, each at its place.
  case apply([RunEdit])
  /// A command that this version does not know or cannot read, by its name: only an answer holds it.
  case other(String)
}

extension RunCommand {
  /// The largest number of epochs that can be asked for.
  package static let mostEpochs = 1_000_000

  /// The command in a few words: `early_stopping.patience = 12`.
  public var words: String {
    switch self {
    case .pause: "pause"
    case .resume: "resume"
    case .stepEpoch: "step one epoch"
    case .stop(.now): "stop now"
    case .stop(.afterEpoch): "stop after this epoch"
    case .stopAfter(let epoch): "stop after epoch \(epoch)"
    case .setLearningRate(let change): "learning rate \(change.words)"
    case .setEpochs(let epochs): "epochs = \(epochs)"
    case .edit(let callback, let field, let value): "\(callback).\(field) = \(value.words)"
    case .reset(let callback): "reset \(callback)"
    case .move(let callback, let places): "move \(callback) \(places < 0 ? "up" : "down")"
    case .undo: "undo"
    case .redo: "redo"
    case .cancel(.stop): "cancel the stop"
    case .cancel(.pause): "cancel the pause"
    case .save: "save"
    case .evaluate: "evaluate"
    case .apply(let edits): "apply \(edits.counted)"
    case .other(let name): name
    }
  }

  /// The command with the names of callbacks in place of their ids: `patience = 12 (EarlyStopping)`.
  package func words(in chain: [CallbackState]) -> String {
    switch self {
    case .edit(let id, let field, let value): "\(field) = \(value.words) (\(chain.name(of: id)))"
    case .reset(let id): "reset \(chain.name(of: id))"
    case .move(let id, let by): Self.move(callback: chain.name(of: id), by: by).words
    default: words
    }
  }

  /// The answer when the run has carried out the command.
  ///
  /// - Parameters:
  ///   - applied: The answer's values.
  ///   - chain: The callbacks, which give the names.
  package func answer(_ applied: AppliedCommand, in chain: [CallbackState]) -> CommandAnswer {
    let epoch = "epoch \(applied.epoch + 1)"
    let step = "step \(applied.step)"
    let change = applied.change(in: chain)
    // A stop keeps its own words before the note.
    if applied.changed == nil, !isStop, let note = applied.note {
      return CommandAnswer(note, sentence: note)
    }
    let cancel = applied.note ?? "plateau tell cancel stop cancels this"
    if applied.old != nil, applied.changed == nil, self != .undo, self != .redo, let words = change
    {
      return CommandAnswer(
        words, sentence: words, reversal: applied.factorAtZero == nil ? nil : .undo)
    }
    switch self {
    case .pause:
      return CommandAnswer(
        "paused", sentence: "paused in \(epoch) after \(step)", while: .paused, reversal: .resume)
    case .resume: return CommandAnswer("resumed", sentence: "resumed in \(epoch)", while: .running)
    case .stepEpoch:
      return CommandAnswer(
        WaitingCommand.pause.words, sentence: "trains to the end of \(epoch), then pauses",
        while: .waits(.pause), reversal: .cancel(.pause))
    case .stop(.now):
      return CommandAnswer(
        "stopping after this batch\(applied.clause)",
        sentence: "stops in \(epoch) after \(step)\(applied.clause)")
    case .stop(.afterEpoch), .stopAfter:
      var (words, last) = (WaitingCommand.stop.words, epoch)
      if case .stopAfter(let epoch) = self {
        (words, last) = ("stops after epoch \(epoch)", "epoch \(epoch)")
      }
      return CommandAnswer(
        words + applied.clause, sentence: "stops after \(last); \(cancel)", while: .waits(.stop),
        reversal: .cancel(.stop))
    case .reset(let id):
      return CommandAnswer(
        "\(chain.name(of: id)) starts over", sentence: "\(id) starts over", reversal: .undo)
    case .undo, .redo:
      let subject = applied.subject ?? "the last change"
      let (word, done) = self == .undo ? ("undone", "undone") : ("again", "done again")
      return CommandAnswer(
        "\(word): \(change ?? subject)", sentence: "\(done): \(subject)",
        reversal: self == .undo ? nil : .undo)
    case .cancel(let waiting):
      return CommandAnswer("cancelled: \(waiting.cancelled)", sentence: "done: \(words)")
    case .edit, .setLearningRate, .setEpochs, .move:
      return CommandAnswer(
        change.map { $0 + applied.clause }, sentence: "done: \(words)\(applied.clause)",
        reversal: .undo)
    case .save:
      return CommandAnswer("saves a checkpoint", sentence: "saves a checkpoint in \(epoch)")
    case .evaluate: return CommandAnswer("evaluates now", sentence: "evaluates in \(epoch)")
    case .apply(let edits):
      let count = edits.counted
      return CommandAnswer(
        "\(count), each at its place", sentence: "takes \(count), each at its place")
    case .other: return CommandAnswer(change ?? "done: \(words)", sentence: "done: \(words)")
    }
  }

  /// True for the commands that end training.
  private var isStop: Bool {
    switch self {
    case .stop, .stopAfter: true
    default: false
    }
  }

  /// The change of the learning rate that it asks for; nil for another command.
  package var rateChange: NumberChange? {
    if case .setLearningRate(let change) = self { change } else { nil }
  }

  /// The reason why an answer may come late; nil for a command that is answered at the next batch.
  package var reasonForWaiting: String? {
    guard case .move = self else { return nil }
    return "a move waits for the end of the epoch and will still be made"
  }

  /// The change of what waits for the end of the epoch: true when the command begins to wait, false
  /// when it ends the waiting; nil for no change.
  package var waitingChange: (command: WaitingCommand, waits: Bool)? {
    switch self {
    case .stop(let moment): (.stop, moment == .afterEpoch)
    case .stopAfter: (.stop, true)
    case .stepEpoch: (.pause, true)
    case .resume: (.pause, false)
    case .cancel(let waiting): (waiting, false)
    case .pause, .setLearningRate, .setEpochs, .edit, .reset, .move, .undo, .redo, .save,
      .evaluate, .apply, .other:
      nil
    }
  }

  /// True when the list of events names the command although it changes no value: no other event
  /// reports it.
  var isListedWithoutChange: Bool {
    switch self {
    case .stop, .stopAfter, .stepEpoch, .save, .evaluate, .apply, .other: true
    case .pause, .resume, .setLearningRate, .setEpochs, .edit, .reset, .move, .undo, .redo,
      .cancel:
      false
    }
  }
}
