import Callbacks
import Dispatch
import RunModel
import Synchronization
import Testing
import Training

/// Stops, pauses and moves that wait for their place, and stops at once.
@Suite struct TrainerWaitTests {
  @Test(arguments: [RunCommand.cancel(.stop), .undo])
  func aStopAfterTheEpochCanBeTakenBack(way: RunCommand) throws {
    let losses = [1.0, 1, 1]
    let (stopped, _) = try steered(losses, [2: [.stop(.afterEpoch)]])
    guard case .runEnded(let early) = stopped.last else { throw CancellationError() }
    #expect(early.epochs == 2)
    let (events, _) = try steered(losses, [2: [.stop(.afterEpoch), way]])
    guard case .runEnded(let end) = events.last else { throw CancellationError() }
    #expect(end.epochs == 3 && end.reason == .completed)
    #expect(applied(events).last?.subject == WaitingCommand.stop.rawValue)
    var history = RunHistory()
    for event in events.prefix(while: { if case .commandApplied = $0 { false } else { true } }) {
      history.apply(RunEvent(time: 0, event))
    }
    #expect(history.waiting.isEmpty)
    let changes = applied(events).map { RunEvent(time: 0, .commandApplied($0)) }
    history.apply(changes[0])
    #expect(history.waiting == [.stop])
    history.apply(changes[1])
    #expect(history.waiting.isEmpty)
  }

  @Test func aStopWaitsForTheEpochWithItsNumber() throws {
    let losses = [1.0, 1, 1, 1, 1]
    func ended(_ requests: [Int: [RunCommand]]) throws -> RunEnd {
      let (events, _) = try steered(losses, requests)
      guard case .runEnded(let end) = events.last else { throw CancellationError() }
      return end
    }
    let end = try ended([0: [.stopAfter(epoch: 3)]])
    #expect(end.epochs == 3 && end.reason == .person(.afterEpoch, via: "test"))
    // The epoch that is being trained is one of them.
    #expect(try ended([4: [.stopAfter(epoch: 3)]]).epochs == 3)
    // The last request counts, and it can be taken back.
    #expect(try ended([0: [.stopAfter(epoch: 2), .stopAfter(epoch: 4)]]).epochs == 4)
    #expect(try ended([0: [.stopAfter(epoch: 4), .stop(.afterEpoch)]]).epochs == 1)
    #expect(try ended([0: [.stopAfter(epoch: 2), .cancel(.stop)]]).epochs == 5)
    #expect(try ended([0: [.stopAfter(epoch: 2), .undo]]).epochs == 5)
  }

  @Test func anEpochThatCannotBeTheLastIsRefused() throws {
    let (events, _) = try steered(
      [1, 1, 1], [4: [.stopAfter(epoch: 2), .stopAfter(epoch: 4)]])
    let refused = events.compactMap {
      if case .commandRefused(_, let why) = $0 { why } else { nil }
    }
    #expect(
      refused == [
        "this is epoch 3 already", "training ends after epoch 3; use epochs 4 to train longer",
      ])
  }

  @Test func aNumberOfEpochsForALastOneIsAnsweredWithTheOneThatWasMeant() throws {
    let (events, _) = try steered([1, 1, 1, 1, 1], [4: [.stopAfter(epoch: 2)]])
    let refused = events.compactMap {
      if case .commandRefused(_, let why) = $0 { why } else { nil }
    }
    #expect(refused == ["this is epoch 3 already; stop after 5 trains 2 more"])
  }

  /// The history waits with the run, over the ends of earlier epochs.
  @Test func theHistoryKnowsTheEpochOfTheStop() throws {
    let (events, _) = try steered([1, 1, 1, 1], [0: [.stopAfter(epoch: 3)]])
    var history = RunHistory()
    var words: [String] = []
    for event in events {
      history.apply(RunEvent(time: 0, event))
      if case .epochStarted = event, history.waiting.contains(.stop) {
        words.append(WaitingCommand.stop.words(in: history))
      }
    }
    #expect(words == ["stops after epoch 3", "stops after this epoch"])
    #expect(history.waiting.isEmpty && history.stopEpoch == nil)
  }

  @Test func aStopAfterTheEpochDoesNotPutOffOneAtOnce() throws {
    let (events, _) = try steered([1, 1, 1], [0: [.stop(.now), .stop(.afterEpoch)]])
    guard case .runEnded(let end) = events.last else { throw CancellationError() }
    #expect(end.reason == .person(.now, via: "test"))
    let refused = events.compactMap {
      if case .commandRefused(_, let why) = $0 { why } else { nil }
    }
    #expect(refused == ["it is stopping already"])
  }

  @Test func aPauseAfterTheEpochCanBeTakenBack() throws {
    let (events, _) = try steered([1, 1], [0: [.stepEpoch, .cancel(.pause), .cancel(.pause)]])
    #expect(!events.contains { if case .paused = $0 { true } else { false } })
    let refused = events.compactMap {
      if case .commandRefused(_, let why) = $0 { why } else { nil }
    }
    #expect(refused == ["no pause is pending"])
  }

  @Test func aMoveThatCannotBeMadeIsRefusedAtOnceSoThatTheMoveBackIsNotMadeAlone() throws {
    let callbacks: [any Callback] = [
      EvaluationCallback(metric: "val/mAP") { 1 },
      EarlyStopping(monitor: "val/mAP", patience: 9, mode: .max), TerminateOnNaN(),
    ]
    // Up is refused, down is made; then down and up come back to where it was.
    let (events, _) = try steered(
      [1, 1, 1, 1], callbacks: callbacks,
      [
        0: [.move(callback: "early_stopping", by: -1)],
        2: [
          .move(callback: "early_stopping", by: 1), .move(callback: "early_stopping", by: -1),
          .move(callback: "early_stopping", by: -1),
        ],
      ])
    let refused = events.indices.filter {
      if case .commandRefused = events[$0] { true } else { false }
    }
    let epochs = events.indices.filter {
      if case .epochEnded = events[$0] { true } else { false }
    }
    // Each refusal comes within its epoch, not at the end of it.
    #expect(refused.count == 2)
    #expect(refused.first.map { $0 < epochs[0] } == true)
    #expect(refused.last.map { $0 > epochs[0] && $0 < epochs[1] } == true)
    #expect(applied(events).map(\.new) == [.integer(4), .integer(3)])
  }

  @Test func aMoveWaitsForTheEndOfTheEpochAndCanBeTakenBack() throws {
    let callbacks: [any Callback] = [
      EvaluationCallback(metric: "val/mAP") { 1 },
      EarlyStopping(monitor: "val/mAP", patience: 9, mode: .max), TerminateOnNaN(),
    ]
    let (events, _) = try steered(
      [1, 1, 1, 1], callbacks: callbacks,
      [
        0: [
          .move(callback: "terminate_on_nan", by: -2), .move(callback: "early_stopping", by: -2),
        ],
        2: [.undo], 6: [.move(callback: "terminate_on_nan", by: -1)],
      ])
    let moves = applied(events)
    #expect(
      moves.map(\.subject) == ["position of terminate_on_nan", "position of terminate_on_nan"])
    // Asked for within the first epoch, carried out after it; taken back after the second.
    #expect(moves.map(\.epoch) == [1, 2])
    #expect(moves[0].old == .integer(4) && moves[0].new == .integer(2))
    #expect(moves[0].callbacks[1].id == "terminate_on_nan")
    #expect(moves[1].new == .integer(4))
    let refusals = events.compactMap {
      if case .commandRefused(_, let why) = $0 { why } else { nil }
    }
    #expect(refusals.count == 2)
    #expect(refusals[0].contains("must come after"))
    #expect(refusals[1] == "training has ended")
  }

  @Test func stoppingNowEndsAfterTheBatchAndAfterTheEpochAtItsEnd() throws {
    let now = try steered([1, 1, 1], [2: [.stop(.now)]])
    #expect(now.learner.trained == 3)
    let later = try steered([1, 1, 1], [2: [.stop(.afterEpoch)]])
    #expect(later.learner.trained == 4)
    for (events, moment) in [(now.events, StopReason.Moment.now), (later.events, .afterEpoch)] {
      guard case .runEnded(let end) = events.last else {
        Issue.record("no end")
        return
      }
      #expect(end.reason == .person(moment, via: "test"))
      // An epoch that is cut is reported with its step, and does not count as trained.
      #expect(end.epochs == (moment == .now ? 1 : 2))
      let cuts = events.compactMap { (kind) -> Int?? in
        if case .epochEnded(let summary) = kind { .some(summary.brokenOffAt) } else { nil }
      }
      #expect(cuts == (moment == .now ? [nil, 1] : [nil, nil]))
    }
  }

  @Test func aPauseHoldsTheTrainerAndStepTrainsOneEpoch() throws {
    let inbox = CommandInbox()
    let seen = Mutex<[RunEvent.Kind]>([])
    let done = DispatchSemaphore(value: 0)
    DispatchQueue(label: "test").async {
      let trainer = Trainer(
        learner: FakeLearner(Array(repeating: 1, count: 50)), callbacks: [],
        info: RunInfo(name: "x", epochs: 50), inbox: inbox
      ) { kind in seen.withLock { $0.append(kind) } }
      inbox.post(CommandRequest(id: "1", source: "test", .pause))
      _ = try? trainer.fit()
      done.signal()
    }
    func epochs() -> Int {
      seen.withLock { $0.count { if case .epochEnded = $0 { true } else { false } } }
    }
    func waitUntilPaused(_ count: Int) -> Bool {
      for _ in 0..<1000 {
        let pauses = seen.withLock { $0.count { if case .paused = $0 { true } else { false } } }
        if pauses >= count { return true }
        _ = done.wait(timeout: .now() + .milliseconds(5))
      }
      return false
    }
    #expect(waitUntilPaused(1))
    #expect(epochs() == 0)
    inbox.post(CommandRequest(id: "2", source: "test", .stepEpoch))
    #expect(waitUntilPaused(2))
    #expect(epochs() == 1)
    inbox.post(CommandRequest(id: "3", source: "test", .stop(.now)))
    #expect(done.wait(timeout: .now() + .seconds(10)) == .success)
  }
}
