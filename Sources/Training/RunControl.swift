internal import Callbacks
internal import RunModel

/// Carries out requests at the trainer's safe points and answers each with an event.
final class RunControl {
  private let inbox: CommandInbox
  let chain: CallbackChain
  let training: TrainingContext
  let keeper: ResumeKeeper?
  private let report: Report
  /// True when requests of this safe point have changed something that is to be saved.
  var hasChanged = false
  var wasReset: Set<String> = []
  var changes = AppliedChanges()
  var moves = WaitingMoves()
  var isBetweenEpochs = false
  private var isPaused = false
  var pausesAtEpochEnd = false
  /// The end that somebody asked for, now or at the next end of an epoch.
  var stop: StopReason?
  /// True when the last epoch has ended, whose state has been saved.
  private(set) var isAfterLastEpoch = false
  /// The changes that are made later, in order, with whoever asked for them.
  private var edits: ArraySlice<(edit: RunEdit, source: String)>
  /// The recipe's changes of this epoch that were made.
  private var made: MadeEdits
  /// The end after a later epoch.
  var laterStop: LaterStop?

  init(
    inbox: CommandInbox, chain: CallbackChain, training: TrainingContext, keeper: ResumeKeeper?,
    edits: [RunEdit] = [], made: [RunEdit] = [], report: Report
  ) {
    self.report = report
    self.keeper = keeper
    self.inbox = inbox
    self.chain = chain
    self.training = training
    self.made = MadeEdits(made)
    self.edits = self.made.toMake(of: edits).map { (edit: $0, source: MadeEdits.source) }[...]
  }

  /// True when training ends after this batch.
  var stopsNow: Bool {
    if case .person(.now, _) = stop { true } else { false }
  }

  /// The end that is due when the current epoch has ended; nil when training goes on.
  var stopAtEpochEnd: StopReason? {
    if let stop { return stop }
    guard let laterStop, training.epoch + 1 >= laterStop.epoch else { return nil }
    return .person(.afterEpoch, via: laterStop.via)
  }

  /// The moment at which the newest request arrived.
  var arrival = ContinuousClock.now

  /// The time that evaluations at this safe point took.
  var evaluating = Duration.zero

  /// Carries out the requests that have arrived, and waits while training is paused.
  ///
  /// - Parameter isBetweenEpochs: True when an epoch has ended and the next has not begun.
  /// - Returns: The time spent in a pause and in evaluations that were asked for.
  func obey(isBetweenEpochs: Bool = false) -> Duration {
    if isBetweenEpochs, pausesAtEpochEnd {
      forget(.pause)
      setPaused(true)
    }
    self.isBetweenEpochs = isBetweenEpochs
    defer { self.isBetweenEpochs = false }
    let due = isBetweenEpochs ? moves.removeAll() : []
    let planned = removeDueEdits()
    let items = inbox.removePortion()
    if !due.isEmpty || !planned.isEmpty || !items.isEmpty {
      answerTogether {
        due.forEach(carryOut)
        planned.forEach(carryOut)
        items.forEach(carryOut)
      }
    }
    defer { evaluating = .zero }
    guard isPaused, !stopsNow else { return evaluating }
    let start = ContinuousClock().now - evaluating
    while isPaused, !stopsNow {
      let items = inbox.waitForPortion()
      answerTogether { items.forEach(carryOut) }
    }
    return ContinuousClock().now - start
  }

  /// Carries out the requests that came while the last epoch was evaluated: they may ask for more.
  ///
  /// - Returns: As `obey`.
  func obeyAfterLastEpoch() -> Duration {
    isAfterLastEpoch = true
    defer { isAfterLastEpoch = false }
    return obey()
  }

  /// Removes the recipe's changes whose place has come.
  private func removeDueEdits() -> [CommandRequest] {
    let here = (training.epoch, training.step)
    let due = edits.prefix { $0.edit.place <= here }
    edits = edits.dropFirst(due.count)
    return due.enumerated().map { index, item in
      let (edit, source) = item
      let request = CommandRequest(
        id: "edit-\(edit.epoch + 1)-\(edit.step)-\(index)", source: source, edit.command)
      if source == MadeEdits.source { made.add(edit, request) }
      return request
    }
  }

  /// Keeps changes for their places; those whose place is past are left out.
  func plan(_ later: [RunEdit], _ request: CommandRequest) throws(EditRefusal) {
    let here = (training.epoch, training.step)
    let ahead = later.filter { $0.place >= here }
    let words = "epoch \(here.0 + 1), step \(here.1)"
    guard !ahead.isEmpty else {
      throw EditRefusal(
        later.isEmpty ? "it has no edits" : "the places of all edits are past: this is \(words)")
    }
    // The place decides; at one place the earlier request comes first.
    let all = (edits + ahead.map { (edit: $0, source: request.source) }).enumerated().sorted {
      ($0.element.edit.epoch, $0.element.edit.step, $0.offset)
        < ($1.element.edit.epoch, $1.element.edit.step, $1.offset)
    }
    edits = all.map(\.element)[...]
    applied(request)
    let past = later.count - ahead.count
    if past > 0 {
      training.tell(
        .warning(
          from: request.source,
          text: "\(past) of \(later.count) edits left out: their places are before \(words)"))
    }
  }

  /// Carries out several requests: their changes are saved once, before any answer is reported, and
  /// only the last answer holds the callbacks' states.
  private func answerTogether(_ body: () -> Void) {
    report.hold()
    body()
    if hasChanged,
      let trouble = keeper?.amend(
        epoch: training.epoch + (isAfterLastEpoch ? 1 : 0), chain.savedCallbacks,
        learningRate: training.model.learningRate,
        epochs: training.changedEpochs, reset: wasReset,
        edits: made.edits(
          ofEpoch: training.epoch + (isAfterLastEpoch ? 1 : 0), without: moves.requests))
    {
      training.tell(.warning(from: "resume", text: trouble))
    }
    (hasChanged, wasReset) = (false, [])
    let states = chain.states
    report.release { events in
      let last = events.lastIndex {
        if case .commandApplied(let applied) = $0 { applied.subject != nil } else { false }
      }
      guard let last, case .commandApplied(var applied) = events[last] else { return }
      applied.callbacks = states
      events[last] = .commandApplied(applied)
    }
  }

  private func carryOut(_ move: WaitingMove) {
    changes.removeAll { if case .waiting(move.number) = $0 { true } else { false } }
    answer(move.request) { () throws(EditRefusal) in
      try self.move(move.callback, by: move.places, move.request, isUndo: move.isUndo)
    }
  }

  /// Answers the requests that can no longer be carried out because training has ended.
  ///
  /// A sender that may wait for an answer gets one; one warning counts the others.
  func refuseWaiting() {
    let (late, remarks) = inbox.close(after: moves.requests, within: Self.lastAnswers)
    moves = WaitingMoves()
    remarks.forEach(carryOut)
    for request in late.kept {
      if case .stop = request.command, stop != nil {
        // Another stop has ended training.
        applied(request)
      } else {
        training.tell(.commandRefused(request: request, why: "training has ended"))
      }
    }
    if let words = late.words { training.tell(.warning(from: "commands", text: words)) }
  }

  /// The time that the end of training waits for late requests.
  private static let lastAnswers = Duration.seconds(1)

  func setPaused(_ pause: Bool) {
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
    case .request(let request, let arrival):
      self.arrival = arrival
      carryOut(request)
    case .remark(let text, let source, true):
      training.tell(.warning(from: source, text: text))
    case .remark(let text, let source, false):
      training.tell(.message(from: source, text: text))
    }
  }

  private func carryOut(_ request: CommandRequest) {
    answer(request) { () throws(EditRefusal) in
      if let fault = request.fault { throw EditRefusal(fault) }
      try perform(request.command, for: request)
    }
  }
}
