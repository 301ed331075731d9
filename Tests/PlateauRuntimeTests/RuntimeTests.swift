import Callbacks
import Cells
import Dashboard
import Foundation
import PlateauRuntime
import Playbacks
import Recordings
import RunFiles
import RunModel
import SystemFiles
import SystemThreads
import TestSupport
import Testing
import Training

@Suite struct RuntimeTests {
  private func session(
    epochs: Int, _ folder: String, _ callbacks: @escaping @Sendable () -> [any Callback] = { [] }
  ) throws -> RunSession {
    let directory = RunDirectory(path: folder)
    let session = RunSession(
      directory: directory, journal: try directory.claim(recipe: "name: x\n"))
    session.start { inbox, report in
      Trainer(
        learner: SlowLearner(), callbacks: callbacks(), info: RunInfo(name: "x", epochs: epochs),
        inbox: inbox, report: report)
    }
    return session
  }

  private let temporary = TemporaryFolder()
  private var folder: String { temporary.path("run") }

  @Test func theDashboardShowsTheRunAndSendsWhatIsPressed() throws {
    let session = try session(epochs: 1000, folder) {
      [EarlyStopping(monitor: "loss", patience: 900)]
    }
    let surface = MemorySurface(size: Size(100, 30))
    surface.script = [
      { $0.contains("EarlyStopping") ? [.key(.right)] : nil },
      { $0.contains("901") ? [.key(.character("q"))] : nil },
      { $0.contains("Quit?") ? [.key(.character("y"))] : nil },
    ]
    let loop = DashboardLoop(
      source: SessionSource(session), state: DashboardState(now: WallClock.now), surface: surface)
    #expect(loop.run() == .quit)
    #expect(session.wait(.seconds(10)))
    #expect(loop.history.marks.contains { $0.kind == .edit })
    let events = try String(contentsOfFile: session.directory.events, encoding: .utf8)
    #expect(events.split(separator: "\n").last?.contains("run_ended") == true)
  }

  @Test func theFirstFrameWaitsForTheRunAlsoWhenTheTerminalAnswersBefore() {
    var recording = EventRecording(name: "night")
    recording.append(RunEvent(time: 1, .runStarted(RunInfo(name: "night", epochs: 2))))
    let surface = MemorySurface(size: Size(100, 30))
    surface.early = [[.background(Color(255, 255, 255))], [.woken]]
    surface.script = [{ _ in [.hangup] }]
    let source = LateRun(recording) { surface.early.isEmpty }
    let loop = DashboardLoop(
      source: source, state: DashboardState(now: WallClock.now), surface: surface)
    #expect(loop.run() == .hangup)
    let first = surface.first?.text.joined(separator: "\n") ?? ""
    #expect(first.contains("night"), "\(first)")
  }

  @Test func theScreenStaysWhenTheRunIsOver() throws {
    let session = try session(epochs: 2, folder)
    let surface = MemorySurface(size: Size(100, 30))
    var shown = ""
    surface.script = [
      {
        shown = $0
        return $0.contains("■ done") ? [.key(.character("q"))] : nil
      }
    ]
    let loop = DashboardLoop(
      source: SessionSource(session), state: DashboardState(now: WallClock.now), surface: surface)
    #expect(loop.run() == .quit)
    #expect(loop.history.summaryLine.hasPrefix("x: all epochs done"))
    // The name of the folder, as in the table of runs, then that of the recipe.
    #expect(shown.contains(" run x  ■ done"), "\(shown)")
  }

  @Test(arguments: [
    (TerminalEvent.hangup, DashboardLoop.Outcome.hangup), (.terminate(15), .signal(15)),
  ])
  func whatEndsTheScreenIsTold(event: TerminalEvent, outcome: DashboardLoop.Outcome) throws {
    let session = try session(epochs: 1000, folder)
    let surface = MemorySurface(size: Size(80, 24))
    surface.script = [{ $0.contains("training") ? [event] : nil }]
    let loop = DashboardLoop(
      source: SessionSource(session), state: DashboardState(now: WallClock.now), surface: surface)
    #expect(loop.run() == outcome)
    session.inbox.post(CommandRequest(id: "1", source: "test", .stop(.now)))
    #expect(session.wait(.seconds(10)))
  }

  @Test func headlessPrintsAsKerasDoesAndStopsOnTheFirstSignal() throws {
    let session = try session(epochs: 1000, folder)
    var printed = ""
    let signals = GivenSignals()
    let intake = RequestIntake(
      session, nextSignal: { signals.next($0) }, end: { _ in Issue.record("ended at once") })
    try intake.start()
    let loop = HeadlessLoop(session: session, intake: intake, isTerminal: false) {
      printed += $0
      if printed.contains("Epoch 3/1000") { signals.send(2) }
    }
    loop.run {}
    intake.stop()
    #expect(intake.signal == 2)
    #expect(printed.contains("Epoch 1/1000\n5/5 - 0s - "))
    #expect(printed.contains("Ctrl-C: stopping after this batch"))
    #expect(loop.history.summaryLine.contains("stopped by Ctrl-C"))
  }

  @Test func aTrainerThatCannotBeMadeIsNoHang() throws {
    struct NoData: Error, CustomStringConvertible { var description: String { "no data" } }
    let directory = RunDirectory(path: folder)
    let session = RunSession(directory: directory, journal: try directory.claim(recipe: ""))
    session.start { _, _ in throw NoData() }
    let surface = MemorySurface(size: Size(80, 24))
    let loop = DashboardLoop(
      source: SessionSource(session), state: DashboardState(now: WallClock.now), surface: surface)
    #expect(loop.run() == .quit)
    #expect(session.failureReason == "no data")
    #expect(!FileManager.default.fileExists(atPath: folder))
  }
}

/// A run that can be read once a condition holds.
private final class LateRun: ScreenSource {
  private let isThere: () -> Bool
  private let saved: ReplaySource
  private var isTold = false

  init(_ recording: EventRecording, once isThere: @escaping () -> Bool) {
    (saved, self.isThere) = (ReplaySource([recording]), isThere)
  }

  func setWaker(_ waker: (any TerminalWaker)?) {}
  func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    guard isThere() else { return [] }
    defer { isTold = true }
    return isTold
      ? saved.news(for: state, columns: columns)
      : [
        .overviews(
          recordings.map { RunOverview($0 as? EventRecording ?? EventRecording(name: "")) })
      ]
  }
  func answer(to state: DashboardState, columns: Int) -> DashboardAction? {
    saved.answer(to: state, columns: columns)
  }
  func send(_ request: CommandRequest) {}
  var recordings: [any RunRecording] { saved.recordings }
  var failureReason: String? { nil }
}

/// Signals that a test sends, each once.
final class GivenSignals: Sendable {
  private struct State: Sendable {
    var waiting: [Int32] = []
    var sent: Set<Int32> = []
  }

  private let state = SharedValue(State())

  func send(_ signal: Int32) {
    state.edit { if $0.sent.insert(signal).inserted { $0.waiting.append(signal) } }
  }

  func next(_ limit: Duration) -> Int32? {
    state.wait(for: limit) { !$0.waiting.isEmpty }
    return state.edit { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
  }
}

@Suite struct EventMailboxTests {
  private func step(_ number: Int) -> RunEvent {
    RunEvent(
      time: 0,
      .stepEnded(
        StepProgress(
          epoch: 0, step: number, steps: 9, logs: Logs(), recent: Logs(), samplesPerSecond: 1)))
  }

  @Test func onlyAMailboxWithALimitLeavesStepsOut() {
    let (all, few) = (EventMailbox(), EventMailbox(limit: 3))
    for number in 1...5 {
      all.post(step(number))
      few.post(step(number))
    }
    few.post(RunEvent(time: 0, .paused(epoch: 0, step: 5)))
    #expect(all.drain().count == 5)
    #expect(few.drain().map(\.kind).last == .paused(epoch: 0, step: 5))
  }
}
