internal import Callbacks
internal import RunModel

/// Carries out what people ask, at the trainer's safe points, and answers each request with an event.
final class RunControl {
  /// A change that can be taken back.
  private enum Change {
    case learningRate(old: Float)
    case field(callback: String, name: String, undo: () -> Void)
    case memory(CallbackMemory, callback: String)
    case place(callback: String, by: Int)
    /// A move that still waits, by the number it waits under.
    case waiting(Int)
    /// A stop or pause after the epoch.
    case atEpochEnd(WaitingCommand)
  }

  /// A move that waits for the end of the epoch.
  private struct Move {
    var number: Int
    var request: CommandRequest
    var callback: String
    var places: Int
    var isUndo: Bool
  }

  private let inbox: CommandInbox
  private let chain: CallbackChain
  private let training: TrainingContext
  private let keeper: ResumeKeeper?
  private var changes: [Change] = []
  private var moves: [Move] = []
  private var moveCount = 0
  private var isBetweenEpochs = false
  private var isPaused = false
  private var pausesAtEpochEnd = false
  /// The end somebody asked for, and when.
  private(set) var stop: StopReason?

  init(
    inbox: CommandInbox, chain: CallbackChain, training: TrainingContext, keeper: ResumeKeeper?
  ) {
    self.keeper = keeper
    self.inbox = inbox
    self.chain = chain
    self.training = training
  }

  /// Whether to end after this batch.
  var stopsNow: Bool {
    if case .person(.now, _) = stop { true } else { false }
  }

  /// Obeys what arrived, and waits here while paused.
  ///
  /// - Parameter isBetweenEpochs: an epoch has ended and the next has not begun.
  /// - Returns: how long it waited.
  func obey(isBetweenEpochs: Bool = false) -> Duration {
    if isBetweenEpochs, pausesAtEpochEnd {
      forget(.pause)
      setPaused(true)
    }
    self.isBetweenEpochs = isBetweenEpochs
    if isBetweenEpochs {
      let due = moves
      moves = []
      for move in due {
        changes.removeAll { if case .waiting(move.number) = $0 { true } else { false } }
        answer(move.request) { () throws(EditRefusal) in
          try self.move(move.callback, by: move.places, move.request, isUndo: move.isUndo)
        }
      }
    }
    inbox.take().forEach(carryOut)
    defer { self.isBetweenEpochs = false }
    guard isPaused, !stopsNow else { return .zero }
    let start = ContinuousClock().now
    while isPaused, !stopsNow { inbox.takeWaiting().forEach(carryOut) }
    return ContinuousClock().now - start
  }

  /// Answers what can no longer be carried out: training has ended.
  func refuseWaiting() {
    let late = inbox.take().compactMap {
      if case .request(let request) = $0 { request } else { nil }
    }
    for request in moves.map(\.request) + late {
      training.tell(.commandRefused(request: request, why: "training has ended"))
    }
    moves = []
  }

  private func setPaused(_ pause: Bool) {
    guard pause != isPaused else { return }
    isPaused = pause
    let (epoch, step) = (training.epoch, training.step)
    training.tell(pause ? .paused(epoch: epoch, step: step) : .resumed(epoch: epoch, step: step))
  }

  private func answer(
    _ request: CommandRequest, _ body: () throws(EditRefusal) -> Void
  ) {
    do throws(EditRefusal) {
      try body()
    } catch {
      training.tell(.commandRefused(request: request, why: error.why))
    }
  }

  private func carryOut(_ item: CommandInbox.Item) {
    switch item {
    case .request(let request): carryOut(request)
    case .remark(let text, let source): training.tell(.warning(from: source, text: text))
    }
  }

  private func carryOut(_ request: CommandRequest) {
    answer(request) { () throws(EditRefusal) in
      switch request.command {
      case .pause:
        applied(request)
        setPaused(true)
      case .resume:
        applied(request)
        forget(.pause)
        setPaused(false)
      case .stepEpoch:
        if !pausesAtEpochEnd { changes.append(.atEpochEnd(.pause)) }
        pausesAtEpochEnd = true
        applied(request)
        setPaused(false)
      case .stop(let moment):
        forget(.stop)
        stop = .person(moment, via: request.source)
        if moment == .afterEpoch { changes.append(.atEpochEnd(.stop)) }
        applied(request)
        if moment == .now { setPaused(false) }
      case .setLearningRate(let rate):
        let old = try setLearningRate(rate, by: request.source)
        changes.append(.learningRate(old: old))
        applied(
          request, "learning_rate", .number(Double(old)),
          .number(Double(training.model.learningRate)))
      case .edit(let callback, let field, let value):
        let (old, undo) = try chain.set(field, of: callback, to: value)
        changes.append(.field(callback: callback, name: field, undo: undo))
        applied(request, "\(callback).\(field)", old, current(field, of: callback) ?? value)
      case .reset(let callback):
        changes.append(.memory(try chain.reset(callback), callback: callback))
        applied(request, callback)
      case .move(let callback, let places):
        try move(callback, by: places, request)
      case .undo:
        try undo(request)
      case .cancel(let waiting):
        guard waits(waiting) else {
          throw EditRefusal(
            "nothing waits: no \(waiting == .stop ? "stop" : "pause") after the epoch")
        }
        forget(waiting)
        applied(request, waiting.rawValue)
      }
    }
  }

  private func undo(_ request: CommandRequest) throws(EditRefusal) {
    guard let change = changes.popLast() else { throw EditRefusal("nothing was changed yet") }
    switch change {
    case .learningRate(let rate):
      let old = try setLearningRate(Double(rate), by: "undo by \(request.source)")
      applied(request, "learning_rate", .number(Double(old)), .number(Double(rate)))
    case .field(let callback, let name, let undo):
      let old = current(name, of: callback)
      undo()
      applied(request, "\(callback).\(name)", old, current(name, of: callback))
    case .memory(let memory, let callback):
      try chain.remember(memory, in: callback)
      applied(request, callback)
    case .place(let callback, let places):
      try move(callback, by: places, request, isUndo: true)
    case .atEpochEnd(let waiting):
      forget(waiting)
      applied(request, waiting.rawValue)
    case .waiting(let number):
      guard let index = moves.firstIndex(where: { $0.number == number }) else { return }
      let move = moves.remove(at: index)
      training.tell(
        .commandRefused(request: move.request, why: "it was taken back before the epoch ended"))
      applied(request, "place of \(move.callback)")
    }
  }

  /// Whether a stop or pause waits for the end of the epoch.
  private func waits(_ waiting: WaitingCommand) -> Bool {
    switch waiting {
    case .pause: return pausesAtEpochEnd
    case .stop: if case .person(.afterEpoch, _) = stop { return true } else { return false }
    }
  }

  /// Takes back a stop or pause that waits for the end of the epoch.
  private func forget(_ waiting: WaitingCommand) {
    changes.removeAll { if case .atEpochEnd(waiting) = $0 { true } else { false } }
    switch waiting {
    case .pause: pausesAtEpochEnd = false
    case .stop: if waits(.stop) { stop = nil }
    }
  }

  /// Moves a callback between epochs; within one the move waits for its end.
  private func move(
    _ callback: String, by places: Int, _ request: CommandRequest, isUndo: Bool = false
  ) throws(EditRefusal) {
    guard isBetweenEpochs else {
      moveCount += 1
      moves.append(
        Move(
          number: moveCount, request: request, callback: callback, places: places, isUndo: isUndo))
      if !isUndo { changes.append(.waiting(moveCount)) }
      return
    }
    let (old, new) = try chain.move(callback, by: places)
    if !isUndo { changes.append(.place(callback: callback, by: old - new)) }
    applied(request, "place of \(callback)", .integer(old + 1), .integer(new + 1))
  }

  private func setLearningRate(_ rate: Double, by source: String) throws(EditRefusal) -> Float {
    let new = Float(rate)
    guard new.isFinite, new > 0 else {
      throw EditRefusal("a learning rate is a number above 0, such as 0.001")
    }
    let old = training.model.learningRate
    training.model.learningRate = new
    training.tell(
      .learningRateChanged(
        LearningRateChange(
          epoch: training.epoch, step: training.step, old: Double(old), new: Double(new),
          by: source)))
    return old
  }

  private func current(_ field: String, of id: String) -> FieldValue? {
    chain.states.first { $0.id == id }?.field(field)?.value
  }

  private func applied(
    _ request: CommandRequest, _ subject: String? = nil, _ old: FieldValue? = nil,
    _ new: FieldValue? = nil
  ) {
    if let subject {
      // Of a reset, and of one that is taken back, the subject is the callback itself.
      let isReset = old == nil && chain.links.contains { $0.id == subject }
      keeper?.amend(
        epoch: training.epoch, chain.resumeLinks, learningRate: training.model.learningRate,
        reset: isReset ? subject : nil)
    }
    training.tell(
      .commandApplied(
        AppliedCommand(
          request: request, epoch: training.epoch, step: training.step, subject: subject, old: old,
          new: new, callbacks: subject == nil ? [] : chain.states)))
  }
}
