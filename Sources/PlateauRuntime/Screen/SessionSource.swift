public import Cells
public import Dashboard
internal import Playbacks
public import Recordings
internal import RunFiles
public import RunModel
public import Simulation
internal import SystemFiles
internal import Training

/// The screen source of the run that this process trains: its events become a recording that grows.
public final class SessionSource: ScreenSource {
  private let session: RunSession
  private let preset: WhatIf?
  private var recording: EventRecording
  private var cache = RecordingCache()
  private var overview: RunOverview?

  /// Creates the source of a session.
  ///
  /// - Parameters:
  ///   - recording: The run before it is continued; nil for a new one.
  ///   - preset: Its callbacks, to try other settings of them; nil for the usual ones.
  public init(_ session: RunSession, recording: EventRecording? = nil, preset: WhatIf? = nil) {
    self.session = session
    self.preset = preset
    self.recording = recording ?? EventRecording(name: "run")
  }

  public func setWaker(_ waker: (any TerminalWaker)?) { session.mailbox.setWaker(waker) }

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    let events = session.mailbox.drain()
    if events.isEmpty { return answer(to: state, columns: columns).map { [$0] } ?? [] }
    // Without another copy of it, the recording grows in place.
    cache.replace([])
    for event in events { recording.append(event) }
    cache.replace([recording])
    let answers = DashboardAction.answers(events.filter(\.isAnswer))
    // Before the run has begun again, the screen shows it as it was left.
    guard overview != nil || events.contains(where: \.isStart) else { return [answers] }
    var overview = RunOverview(
      ofThisProcess: recording, after: overview, folder: session.directory.path, preset: preset)
    overview.name = session.directory.name
    self.overview = overview
    return [.overviews([overview]), answers]
  }

  public func answer(to state: DashboardState, columns: Int) -> DashboardAction? {
    cache.answer(state.query(columns: columns))
  }

  public var recordings: [any RunRecording] { cache.recordings }

  public func send(_ request: CommandRequest) {
    if session.inbox.post(request) { return }
    let why = "too many requests wait; try again"
    session.mailbox.post(RunEvent(time: WallClock.now, .commandRefused(request: request, why: why)))
  }

  public var failureReason: String? { session.refusal }
}

extension RunEvent {
  /// True when it answers a request.
  fileprivate var isAnswer: Bool {
    switch kind {
    case .commandApplied, .commandRefused: true
    default: false
    }
  }

  /// True when a run begins or continues with it.
  fileprivate var isStart: Bool {
    if case .runStarted = kind { true } else { false }
  }
}
