import Callbacks
import RunFiles
import RunModel
import Testing
import Training

/// The number of epochs, changed while a run is trained.
@Suite struct TrainerEpochsTests {
  private static let losses = [1.0, 1, 1, 1, 1, 1, 1, 1]

  /// The events of a training of three epochs with requests after batches, two of which are an epoch.
  private func events(
    _ requests: [Int: [RunCommand]], callbacks: [any Callback] = []
  ) throws -> [RunEvent.Kind] {
    try steered(Self.losses, callbacks: callbacks, epochs: 3, requests).events
  }

  private func end(_ requests: [Int: [RunCommand]]) throws -> RunEnd? {
    if case .runEnded(let end) = try events(requests).last { end } else { nil }
  }

  private func refusals(_ events: [RunEvent.Kind]) -> [String] {
    events.compactMap { if case .commandRefused(_, let why) = $0 { why } else { nil } }
  }

  @Test func moreOrFewerEpochsAreTrained() throws {
    #expect(try end([:])?.epochs == 3)
    #expect(try end([2: [.setEpochs(5)]])?.epochs == 5)
    // The last step of the last epoch is early enough.
    #expect(try end([5: [.setEpochs(4)]])?.epochs == 4)
    #expect(try end([2: [.setEpochs(2)]])?.epochs == 2)
    #expect(try end([2: [.setEpochs(2)]])?.reason == .completed)
    #expect(try end([2: [.setEpochs(5), .undo]])?.epochs == 3)
    #expect(try end([2: [.setEpochs(5), .undo, .redo]])?.epochs == 5)
  }

  @Test func fewerEpochsThanHaveBegunAreRefused() throws {
    let events = try events([2: [.setEpochs(1), .setEpochs(2_000_000)]])
    #expect(
      refusals(events) == [
        "epoch 2 has begun: epochs takes at least 2; stop ends training earlier",
        "epochs takes a whole number up to 1000000",
      ])
    // A change that can no longer be undone does not keep the one before it.
    let blocked = try self.events([
      0: [.setEpochs(1), .setLearningRate(.to(0.5)), .setEpochs(4)], 5: [.undo, .undo, .redo],
    ])
    #expect(refusals(blocked).count == 1)
    #expect(applied(blocked).suffix(2).map(\.subject) == ["learning_rate", "learning_rate"])
    // A change that can no longer be undone.
    let late = try self.events([0: [.setEpochs(1)], 1: [.setEpochs(4)], 5: [.undo]])
    #expect(
      refusals(late) == [
        "epoch 3 has begun: epochs takes at least 3; stop ends training earlier"
      ])
  }

  @Test func itIsAnEditOfTheRun() throws {
    let events = try events([3: [.setEpochs(5)]])
    let change = try #require(applied(events).first)
    #expect(change.subject == "epochs" && change.old == .integer(3) && change.new == .integer(5))
    let all = events.map { RunEvent(time: 0, $0) }
    #expect(RunEdit.all(in: all) == [RunEdit(epoch: 1, step: 2, .setEpochs(5))])
    var history = RunHistory()
    for event in all { history.apply(event) }
    #expect(history.info?.epochs == 5)
    #expect(history.entries.contains { $0.text == "epochs 3 → 5 (test)" && $0.mark == .edit })
    var repeated: [RunEvent.Kind] = []
    try Trainer(
      learner: FakeLearner(Self.losses), callbacks: [], info: RunInfo(name: "test", epochs: 3),
      edits: RunEdit.all(in: all)
    ) { repeated.append($0) }.fit()
    guard case .runEnded(let end) = repeated.last else { throw CancellationError() }
    #expect(end.epochs == 5)
  }

  @Test func aStopAfterALaterEpochIsDropped() throws {
    let events = try events([0: [.stopAfter(epoch: 3), .setEpochs(2)], 1: [.setEpochs(4)]])
    guard case .runEnded(let end) = events.last else { throw CancellationError() }
    #expect(end.epochs == 4 && end.reason == .completed)
    var history = RunHistory()
    var waiting: [Bool] = []
    for event in events {
      history.apply(RunEvent(time: 0, event))
      if case .commandApplied = event { waiting.append(history.waiting.contains(.stop)) }
    }
    #expect(waiting == [true, false, false])
    #expect(history.stopEpoch == nil)
    #expect(applied(events).map(\.note) == [nil, "the stop after epoch 3 is dropped", nil])
  }

  @Test func aStopThatWasDroppedComesBackWithTheEpochs() throws {
    let events = try events([
      0: [.stopAfter(epoch: 2), .setEpochs(1), .undo], 1: [.setEpochs(5)],
    ])
    guard case .runEnded(let end) = events.last else { throw CancellationError() }
    #expect(end.epochs == 2 && end.reason == .person(.afterEpoch, via: "test"))
    var history = RunHistory()
    var stops: [Int?] = []
    for event in events {
      history.apply(RunEvent(time: 0, event))
      if case .commandApplied = event { stops.append(history.stopEpoch) }
    }
    #expect(stops == [2, nil, nil, 2, 2])
    // A stop that was asked for since stays, and what was undone before can be made again.
    let other = try self.events([
      0: [.stopAfter(epoch: 3), .setEpochs(2), .stopAfter(epoch: 1), .setEpochs(3), .undo]
    ])
    #expect(applied(other).compactMap(\.note) == ["the stop after epoch 3 is dropped"])
    let again = try self.events([
      0: [
        .stopAfter(epoch: 3), .setEpochs(2), .setLearningRate(.to(0.5)), .undo, .undo, .redo, .redo,
      ]
    ])
    #expect(refusals(again).isEmpty)
    #expect(applied(again).suffix(2).map(\.subject) == ["epochs", "learning_rate"])
  }

  /// The events of a training of three epochs with requests while an epoch is evaluated.
  private func events(
    whileEvaluating requests: [Int: [RunCommand]], callbacks: [any Callback] = []
  ) throws -> [RunEvent.Kind] {
    let inbox = CommandInbox()
    var events: [RunEvent.Kind] = []
    let poster = LambdaCallback(onTestEnd: { _, training in
      for command in requests[training.epoch] ?? [] {
        inbox.post(CommandRequest(id: "r", source: "test", command))
      }
    })
    try Trainer(
      learner: FakeLearner(Self.losses), callbacks: [poster] + callbacks,
      info: RunInfo(name: "test", epochs: 3), inbox: inbox
    ) { events.append($0) }.fit()
    return events
  }

  @Test func moreEpochsCanBeAskedForWhileTheLastIsEvaluated() throws {
    let events = try events(whileEvaluating: [2: [.setEpochs(5), .setLearningRate(.to(0.5))]])
    guard case .runEnded(let end) = events.last else { throw CancellationError() }
    #expect(end.epochs == 5 && refusals(events).isEmpty)
    #expect(applied(events).map(\.epoch) == [2, 2])
    let stopped = try self.events(whileEvaluating: [2: [.stop(.afterEpoch)]])
    guard case .runEnded(let end) = stopped.last else { throw CancellationError() }
    #expect(end.epochs == 3 && end.reason == .person(.afterEpoch, via: "test"))
  }

  @Test func betweenEpochsTheRefusalNamesTheNextEpoch() throws {
    let events = try events(whileEvaluating: [
      0: [.stepEpoch], 1: [.setEpochs(2), .setLearningRate(.to(0.5)), .resume],
    ])
    #expect(
      refusals(events) == ["epoch 3 is next: epochs takes at least 3; stop ends training earlier"])
  }

  @Test func theScheduleKeepsItsLengthAndTheAnswerSaysSo() throws {
    func rates(_ requests: [Int: [RunCommand]]) throws -> ([Double], [String?]) {
      let events = try events(
        requests, callbacks: [LearningRateScheduler(.cosine(warmup: 0, minimum: 0.01))])
      let rates = events.compactMap { (kind) -> Double? in
        if case .epochEnded(let epoch) = kind { epoch.learningRate } else { nil }
      }
      return (rates, applied(events).map(\.note))
    }
    let plain = try rates([:]).0
    let (longer, notes) = try rates([0: [.setEpochs(5)]])
    #expect(Array(longer.prefix(3)) == plain && longer.count == 5)
    #expect(longer.suffix(3).allSatisfy { abs($0 - 0.01) < 1e-6 })
    #expect(notes == ["the rate's schedule keeps its 3 epochs, then its last rate, 0.01"])
    let zero = try self.events(
      [0: [.setEpochs(5)]], callbacks: [LearningRateScheduler(.cosine(warmup: 0, minimum: 0))])
    #expect(
      applied(zero).map(\.note) == [
        "the rate's schedule keeps its 3 epochs, then its last rate, 0: nothing will be learned"
      ])
    let fewer = try rates([0: [.setEpochs(2), .undo]]).1
    #expect(fewer == ["the rate's schedule keeps its 3 epochs", nil])
    // A schedule without a length has nothing to keep.
    let steps = LearningRateScheduler(.exponential(factor: 0.5))
    #expect(applied(try events([0: [.setEpochs(5)]], callbacks: [steps])).map(\.note) == [nil])
  }

  @Test func aRateUnderAScheduleHoldsUntilTheEndOfTheEpoch() throws {
    let schedule = LearningRateScheduler(.constant)
    func notes(_ requests: [Int: [RunCommand]], off: Bool = false) throws -> [String?] {
      applied(try events(requests, callbacks: off ? [] : [schedule])).map(\.note)
    }
    #expect(
      try notes([0: [.setLearningRate(.to(0.5))]]) == [
        "the schedule takes over at the end of the epoch"
      ]
    )
    // After the last epoch nothing takes over.
    #expect(try notes([4: [.setLearningRate(.to(0.5))]]) == [nil])
    #expect(try notes([0: [.setLearningRate(.to(0.5))]], off: true) == [nil])
  }
}
