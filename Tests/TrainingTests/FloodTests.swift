import Callbacks
import Foundation
import RunModel
import TestSupport
import Testing
import Training

/// Many requests at once delay neither the training nor a stop.
@Suite struct FloodTests {
  private func edit(_ number: Int) -> CommandRequest {
    CommandRequest(
      id: "\(number)", source: "test",
      .edit(callback: "early_stopping", field: "patience", value: .integer(number + 1)))
  }

  /// The events of a long run that finds requests in its inbox in the third epoch.
  private func events(
    writes: (() -> Void)? = nil, posting post: @escaping (CommandInbox) -> Void
  ) throws -> [RunEvent.Kind] {
    let folder = TemporaryFolder()
    let inbox = CommandInbox()
    var events: [RunEvent.Kind] = []
    var isPosted = false
    let trainer = Trainer(
      learner: FakeLearner(Array(repeating: 1, count: 20)),
      callbacks: [EarlyStopping(monitor: "val_loss", patience: 1000), TerminateOnNaN()],
      info: RunInfo(name: "flood", epochs: 20),
      keeper: writes.map { writes in
        ResumeKeeper(folder: folder.path) { _, _ in if isPosted { writes() } }
      }, inbox: inbox
    ) { event in
      events.append(event)
      guard case .epochStarted(2) = event else { return }
      isPosted = true
      post(inbox)
    }
    try trainer.fit()
    return events
  }

  private func ids(_ events: [RunEvent.Kind]) -> [String] {
    events.compactMap {
      switch $0 {
      case .commandApplied(let applied): applied.request.id
      case .commandRefused(let request, _): request.id
      default: nil
      }
    }
  }

  private func refusals(_ events: [RunEvent.Kind]) -> [String] {
    events.compactMap { if case .commandRefused(_, let why) = $0 { why } else { nil } }
  }

  /// The words of the one event about requests that came too late.
  private func lateWords(_ events: [RunEvent.Kind]) -> [String] {
    events.compactMap { if case .warning("commands", let words) = $0 { words } else { nil } }
  }

  @Test func aStopOvertakesManyAndTheLastWithAnIdAreEachAnswered() throws {
    let events = try events { inbox in
      for number in 0..<5000 { inbox.post(edit(number)) }
      inbox.post(CommandRequest(id: "stop", source: "test", .stop(.now)))
    }
    let ids = ids(events)
    #expect(ids.first == "stop")
    let applied = ids.count - 1 - refusals(events).count
    #expect(ids.dropFirst().suffix(1000) == (4000..<5000).map(String.init)[...])
    #expect(refusals(events).count == 1000)
    #expect(
      lateWords(events).map { $0.hasPrefix("\(5000 - 1000 - applied) commands came too late") }
        == [true])
    guard case .runEnded(let end) = events.last else {
      Issue.record("it has no end")
      return
    }
    #expect(end.reason == .person(.now, via: "test"))
  }

  @Test func whatCameTooLateAndNobodyWaitsForIsOneEvent() throws {
    let events = try events { inbox in
      for number in 1...6000 {
        var request = edit(number)
        (request.id, request.hasOwnID) = ("line-\(number)", false)
        request.source = number > 5990 ? "way \(number)" : "commands.jsonl"
        inbox.post(request)
      }
      inbox.post(CommandRequest(id: "tell-1", source: "plateau tell", .pause))
      inbox.post(CommandRequest(id: "stop", source: "test", .stop(.now)))
    }
    #expect(refusals(events) == ["training has ended"])
    #expect(ids(events).last == "tell-1")
    let applied = ids(events).count - 2
    let words = lateWords(events)
    #expect(words.count == 1)
    #expect(words.first?.hasPrefix("\(6000 - applied) commands came too late") == true)
    #expect(
      words.first?.contains(
        "\(5990 - applied) from commands.jsonl, the first line-\(applied + 1)") == true)
    #expect(words.first?.contains("resumed") == true)
  }

  @Test func eachOfManyStopsIsAnswered() throws {
    let events = try events { inbox in
      for number in 0..<150 { inbox.post(edit(number)) }
      for number in 0..<400 {
        inbox.post(CommandRequest(id: "stop-\(number)", source: "tell", .stop(.now)))
      }
    }
    let stops = events.filter {
      if case .commandApplied(let applied) = $0 {
        applied.request.command == .stop(.now)
      } else {
        false
      }
    }
    #expect(stops.count == 400)
    #expect(Set(ids(events)).count == 550)
  }

  @Test func onlySoManyMovesWaitForTheEndOfTheEpoch() throws {
    let events = try events { inbox in
      for number in 0..<500 {
        inbox.post(
          CommandRequest(
            id: "\(number)", source: "test",
            .move(callback: "early_stopping", by: number % 2 == 0 ? 1 : -1)))
      }
    }
    let refused = refusals(events).count { $0.contains("waiting for the epoch to end") }
    #expect(refused > 0)
    let perEpoch = events.split { if case .epochStarted = $0 { true } else { false } }.map {
      $0.count {
        if case .commandRefused(_, let why) = $0 { !why.contains("waiting for") } else { false }
      }
    }
    // Those that wait, and the portion that is taken where they are made.
    #expect(perEpoch.allSatisfy { $0 <= 200 })
    #expect(Set(ids(events)).count == 500)
  }

  @Test func aFewRequestsKeepTheirOrder() throws {
    let events = try events { inbox in
      for number in 0..<3 { inbox.post(edit(number)) }
      inbox.post(CommandRequest(id: "stop", source: "test", .stop(.now)))
    }
    #expect(ids(events) == ["0", "1", "2", "stop"])
  }

  @Test func itTrainsBetweenPortionsAndOnlyTheLastAnswerOfEachHasTheCounters() throws {
    let events = try events { inbox in for number in 0..<1000 { inbox.post(edit(number)) } }
    #expect(ids(events).count == 1000)
    let portions = events.split { if case .commandApplied = $0 { false } else { true } }
    #expect(portions.count >= 10)
    for portion in portions {
      let withStates = portion.indices.filter {
        if case .commandApplied(let applied) = portion[$0] {
          !applied.callbacks.isEmpty
        } else {
          false
        }
      }
      #expect(withStates == [portion.endIndex - 1])
    }
  }

  @Test func manyEditsAreOneWriteOfTheState() throws {
    var writes = 0
    _ = try events(writes: { writes += 1 }) { inbox in
      for number in 0..<100 { inbox.post(edit(number)) }
      inbox.post(CommandRequest(id: "stop", source: "test", .stop(.now)))
    }
    // One for the portion and none for an epoch, because the stop ends training within one.
    #expect((1...2).contains(writes))
  }

  @Test func theInboxHasABoundAndSaysWhenItIsFull() {
    let inbox = CommandInbox()
    let posted = (0..<CommandInbox.capacity + 10).count { inbox.post(edit($0)) }
    #expect(posted == CommandInbox.capacity)
    #expect(inbox.room == 0)
    #expect(inbox.post(CommandRequest(id: "stop", source: "test", .stop(.now))))
  }

  @Test func aRemarkIsToldThoughTheInboxIsFull() throws {
    let told = try events { inbox in
      while inbox.room > 0 { inbox.post(edit(1)) }
      inbox.post(remark: "the terminal went away", from: "terminal", isWarning: false)
    }
    #expect(told.contains(.message(from: "terminal", text: "the terminal went away")))
  }
}
