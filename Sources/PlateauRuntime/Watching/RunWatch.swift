internal import BareFoundation
public import Cells
public import Dashboard
internal import Playbacks
public import Recordings
public import RunFiles
public import RunModel
internal import ScriptRuns
public import Simulation
internal import SystemFiles
internal import SystemThreads

/// A run of our own that another process trains or has trained: its events are shown as they come,
/// and requests go into its `commands.jsonl`.
public final class RunWatch: ScreenSource {
  /// The largest number of events to process at once, so that a long log does not hold up keys.
  private static let portion = 20_000

  /// The reason why nothing can be read; nil when it can.
  public let failureReason: String?
  private let directory: RunDirectory
  private let preset: WhatIf?
  /// The program in whose name commands are given; nil on the screen that the run was started with.
  private let requester: String?
  private let mailbox = EventMailbox()
  private let isProcessAlive = SharedValue(false)
  private let thread = WatchThread()
  /// True once everything that was there has been read.
  private let hasCaughtUp = SharedValue(false)
  private let sending: CommandSending
  private var recording: EventRecording
  private var cache = RecordingCache()
  /// The run as it was when it was read last.
  private(set) var overview: RunOverview?
  /// The curves of what a script prints, which may join those of its events.
  var text: (any RunRecording)? { didSet { isTextNew = true } }
  private var isTextNew = false
  /// True for a run that a script tells.
  var isOfScript = false
  private var waiting: ArraySlice<RunEvent> = []
  /// Its state when it was shown last: whether it could be steered, and whether it was read whole.
  private var shown: (Bool, Bool)?
  /// The beginning of the id of each request of this screen; process numbers repeat from container
  /// to container.
  private let prefix = "\(hostName())-\(getpid())-\(UInt32.random(in: 0...(.max)))-"

  /// Watches a run's folder.
  ///
  /// - Parameters:
  ///   - preset: Its callbacks, to try other settings of them; nil for the usual ones.
  ///   - requester: The program in whose name commands are given; nil for a person's keys, on the
  ///     screen that the run was started with.
  public convenience init(
    _ directory: RunDirectory, preset: WhatIf?, requester: String? = "plateau watch"
  ) {
    let commands = CommandWriter(path: directory.commands, patience: .milliseconds(500))
    self.init(directory, preset: preset, requester: requester, write: commands.append)
  }

  /// - Parameters:
  ///   - patience: The time that a request may take before the screen reports it.
  ///   - write: Appends a request to the run's commands.
  init(
    _ directory: RunDirectory, preset: WhatIf?, requester: String? = "plateau watch",
    patience: Duration = .seconds(3), write: @escaping CommandSending.Write
  ) {
    self.directory = directory
    self.requester = requester
    sending = CommandSending(path: directory.commands, patience: patience, write: write) {
      [mailbox] request, why in
      mailbox.post(RunEvent(time: WallClock.now, .commandRefused(request: request, why: why)))
    }
    self.preset = preset
    recording = EventRecording(name: directory.name)
    failureReason = thread.start { [mailbox, hasCaughtUp, isProcessAlive] in
      var lines = EventLines(directory)
      let watch = FileWatch(path: directory.events)
      var liveness = LivenessCheck(directory, answer: isProcessAlive)
      return {
        let events = lines.next()
        if liveness.check(after: events) { mailbox.wakeReader() }
        if let events {
          // The events are in the mailbox before anyone sees that all have been read.
          hasCaughtUp.edit { caughtUp in
            mailbox.post(events)
            caughtUp = caughtUp || !lines.hasMore
          }
        } else {
          let isNew = hasCaughtUp.edit { caughtUp in
            defer { caughtUp = true }
            return !caughtUp
          }
          if isNew { mailbox.wakeReader() }
          watch.wait(seconds: 1)
        }
        return true
      }
    }
    if failureReason != nil { hasCaughtUp.edit { $0 = true } }
  }

  deinit { thread.stop() }

  public func setWaker(_ waker: (any TerminalWaker)?) { mailbox.setWaker(waker) }

  /// Waits until everything that is there now has been read, for a screen that is shown once.
  public func catchUp() {
    hasCaughtUp.wait { $0 }
    isOfScript = ScriptFolder(at: directory.path) != nil
    text = ScriptSources.text(in: directory.path)
  }

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    guard let events = read(), let overview else {
      // A playback that follows the run moves to its end only after the overviews have told where that is.
      return answer(to: state, columns: columns).map { [$0] } ?? []
    }
    return [.overviews([overview]), .answers(events.compactMap(answer))]
  }

  /// Takes what is new of the run.
  ///
  /// - Returns: The events; nil when nothing has changed.
  func read() -> ArraySlice<RunEvent>? {
    sending.tellLate()
    let isCaughtUp = hasCaughtUp.value
    waiting += mailbox.drain()
    let portion = waiting.prefix(Self.portion)
    // Without another copy of it, the recording grows in place.
    if !portion.isEmpty { cache.replace([]) }
    for event in portion { recording.append(event) }
    waiting = waiting.dropFirst(portion.count)
    if !waiting.isEmpty { mailbox.wakeReader() }
    let isSteerable = isTrained
    let isRead = waiting.isEmpty && isCaughtUp
    let standing = (isSteerable, isRead)
    if !portion.isEmpty || isTextNew || shown.map({ $0 != standing }) ?? true {
      shown = standing
      isTextNew = false
      let joined = ScriptSources.joined(recording, text)
      cache.replace([joined ?? recording])
      overview = overview(isSteerable: isSteerable, isRead: isRead, joined)
      return portion
    }
    return nil
  }

  public func answer(to state: DashboardState, columns: Int) -> DashboardAction? {
    cache.answer(state.query(columns: columns))
  }

  /// True once the run has ended.
  var isOver: Bool { recording.whole.end != nil && waiting.isEmpty }

  private func overview(
    isSteerable: Bool, isRead: Bool, _ joined: JoinedRecording?
  ) -> RunOverview {
    let earlier = self.overview
    var overview =
      joined.map { RunOverview($0, after: earlier) } ?? RunOverview(recording, after: earlier)
    overview.isSteerable = isSteerable
    // The log grows while it is being read, and the screen stays at its end.
    overview.isLive = isSteerable || !isRead || recording.whole.info == nil
    if !isRead {
      overview.progress =
        Double(recording.eventCount) / Double(max(1, recording.eventCount + waiting.count))
    }
    overview.origin = directory.path
    overview.name = directory.name
    if !isSteerable, isRead {
      overview.isResumable = ResumeAdvice.isPossible(for: directory, recording.whole)
    }
    if isOfScript { overview.scriptSource = ScriptSources.words(joined) }
    overview.preset = preset
    return overview
  }

  /// True while a process trains it.
  private var isTrained: Bool { recording.isLive && isProcessAlive.value }

  /// An answer to one of this screen's requests, with the id that the screen gave it.
  private func answer(_ event: RunEvent) -> RunEvent? {
    var event = event
    if case .commandApplied(var applied) = event.kind, applied.request.id.hasPrefix(prefix) {
      applied.request.id.removeFirst(prefix.count)
      event.kind = .commandApplied(applied)
      return event
    }
    if case .commandRefused(var request, let why) = event.kind, request.id.hasPrefix(prefix) {
      request.id.removeFirst(prefix.count)
      event.kind = .commandRefused(request: request, why: why)
      return event
    }
    return nil
  }

  public var recordings: [any RunRecording] { cache.recordings }

  public func send(_ request: CommandRequest) {
    // Two screens may ask at once; an answer must find the one that asked.
    var request = request
    request.id = prefix + request.id
    if let requester { request.source = requester }
    sending.send(request)
  }

  public func finish() -> String? {
    let count = sending.finish(within: .seconds(1))
    guard count > 0 else { return nil }
    return "\(directory.commands): is not accepting writes; \(count) "
      + "\(count == 1 ? "request was" : "requests were") not sent"
  }
}
