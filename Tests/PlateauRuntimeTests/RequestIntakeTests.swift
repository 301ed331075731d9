import Callbacks
import Dispatch
import Foundation
import RunFiles
import RunModel
import Synchronization
import TestSupport
import Testing
import Training

@testable import PlateauRuntime

/// A terminal that goes away at an awkward moment, or is found gone by two threads.
@Suite struct RequestIntakeTests {
  private let temporary = TemporaryFolder()
  private var folder: String { temporary.path("run") }

  private func session(_ folder: String, epochs: Int) throws -> RunSession {
    let directory = RunDirectory(path: folder)
    let session = RunSession(directory: directory, journal: try directory.claim(recipe: ""))
    session.start { inbox, report in
      Trainer(
        learner: SlowLearner(), callbacks: [],
        info: RunInfo(name: "x", epochs: epochs), inbox: inbox, report: report)
    }
    return session
  }

  private func atOnce(_ body: @escaping @Sendable () -> Void) {
    DispatchQueue.concurrentPerform(iterations: 4) { _ in body() }
  }

  @Test func aHangUpBeforeProgressLinesBeginIsToldToThem() throws {
    let session = try session(folder, epochs: 5)
    let intake = RequestIntake(session, nextSignal: { _ in nil }, end: { _ in })
    intake.hangUp()
    let loop = HeadlessLoop(session: session, intake: intake, isTerminal: false) { _ in }
    var count = 0
    loop.run { count += 1 }
    #expect(count == 1)
  }

  @Test func twoThreadsThatFindTheTerminalGoneAreOneHangUp() throws {
    for _ in 0..<rounds(200) {
      let ends = Mutex(0)
      let intake = RequestIntake(
        nil, hangup: .stop, nextSignal: { _ in nil }, end: { _ in ends.withLock { $0 += 1 } })
      atOnce { intake.hangUp() }
      #expect(intake.signal == 1)
      #expect(ends.withLock { $0 } == 0)
    }
  }

  @Test func aHangUpThatSeveralThreadsFindIsToldOnceAndStopsNothing() throws {
    let session = try session(folder, epochs: 5)
    let intake = RequestIntake(
      session, nextSignal: { _ in nil }, end: { _ in Issue.record("it was ended") })
    atOnce { intake.hangUp() }
    #expect(session.wait(.seconds(60)))
    #expect(intake.signal == nil && intake.isHungUp)
    let events = try String(contentsOfFile: session.directory.events, encoding: .utf8)
    #expect(events.components(separatedBy: "the terminal went away").count == 2)
    #expect(events.contains("completed"))
  }
}
