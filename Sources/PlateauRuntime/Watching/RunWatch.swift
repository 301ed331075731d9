public import Cells
public import Dashboard
internal import Foundation
public import Recordings
public import RunFiles
public import RunModel
public import Simulation
internal import SystemFiles

/// A run of our own that another process trains, or has trained: its events as they come, requests into its
/// `commands.jsonl`.
public final class RunWatch: ScreenSource {
  /// Events that are taken in at once, so that keys are not kept waiting by a long log.
  private static let portion = 20_000

  /// Why nothing can be read; nil while it can.
  public let failureReason: String?
  private let directory: RunDirectory
  private let preset: WhatIf?
  private let mailbox = EventMailbox()
  private let pulse: RunPulse
  private let thread = WatchThread()
  /// Whether all that was there has been read once.
  private let hasCaughtUp: CaughtUp
  private let sending: CommandSending
  private var recording: EventRecording
  private var cache = RecordingCache()
  private var waiting: ArraySlice<RunEvent> = []
  /// Whether it was steerable and read whole when it was shown last.
  private var shown: (Bool, Bool)?
  /// Begins the id of each request of this screen; process numbers alone are the same in every container.
  private let prefix = "\(hostName())-\(getpid())-\(UInt32.random(in: 0...(.max)))-"

  /// Watches a run's folder.
  ///
  /// - Parameter preset: its callbacks, to try others' settings on it; nil for the usual ones.
  public convenience init(_ directory: RunDirectory, preset: WhatIf?) {
    let commands = CommandWriter(path: directory.commands, patience: .milliseconds(500))
    self.init(directory, preset: preset, write: commands.append)
  }

  /// - Parameters:
  ///   - patience: how long a request may take before the screen says so.
  ///   - write: appends a request to the run's commands.
  init(
    _ directory: RunDirectory, preset: WhatIf?, patience: Duration = .seconds(3),
    write: @escaping CommandSending.Write
  ) {
    self.directory = directory
    sending = CommandSending(path: directory.commands, patience: patience, write: write) {
      [mailbox] request, why in
      mailbox.post(RunEvent(time: WallClock.now, .commandRefused(request: request, why: why)))
    }
    self.preset = preset
    recording = EventRecording(name: URL(fileURLWithPath: directory.path).lastPathComponent)
    let caughtUp = CaughtUp()
    hasCaughtUp = caughtUp
    let reading = EventReading(directory)
    let pulse = RunPulse(directory)
    self.pulse = pulse
    failureReason = thread.start { [mailbox] in
      let events = reading.next()
      if pulse.look(after: events) { mailbox.wakeReader() }
      guard let events else {
        caughtUp.set()
        reading.wait()
        return true
      }
      events.forEach(mailbox.post)
      return true
    }
    if failureReason != nil { caughtUp.set() }
  }

  deinit { thread.stop() }

  public func setWaker(_ waker: (any TerminalWaker)?) { mailbox.setWaker(waker) }

  /// Waits until what is there now has been read, for a screen that is shown once.
  public func catchUp() {
    while !hasCaughtUp.isSet { usleep(10_000) }
  }

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    sending.tellLate()
    waiting += mailbox.take()
    let portion = waiting.prefix(Self.portion)
    for event in portion { recording.append(event) }
    waiting = waiting.dropFirst(portion.count)
    let isSteerable = isTrained
    let standing = (isSteerable, waiting.isEmpty && hasCaughtUp.isSet)
    if !portion.isEmpty || shown.map({ $0 != standing }) ?? true {
      shown = standing
      cache.replace([recording])
      return [
        .overviews([overview(isSteerable: isSteerable)]), .answers(portion.compactMap(answer)),
      ]
    }
    // A playback that follows is at its end only after the overviews have said where that is.
    return cache.answer(state.query(columns: columns)).map { [$0] } ?? []
  }

  private func overview(isSteerable: Bool) -> RunOverview {
    var overview = RunOverview(recording)
    overview.isSteerable = isSteerable
    // While it is read, it grows: the screen stays at its end.
    let isRead = waiting.isEmpty && hasCaughtUp.isSet
    overview.isLive = isSteerable || !isRead || recording.whole.info == nil
    if !isRead {
      overview.progress =
        Double(recording.events.count) / Double(max(1, recording.events.count + waiting.count))
    }
    overview.origin = directory.path
    overview.preset = preset
    return overview
  }

  /// Whether a process trains it now.
  private var isTrained: Bool { recording.isLive && pulse.isTrained }

  /// An answer to one of this screen's requests, with the id that the screen gave it.
  private func answer(_ event: RunEvent) -> RunEvent? {
    var event = event
    switch event.kind {
    case .commandApplied(var applied) where applied.request.id.hasPrefix(prefix):
      applied.request.id.removeFirst(prefix.count)
      event.kind = .commandApplied(applied)
    case .commandRefused(var request, let why) where request.id.hasPrefix(prefix):
      request.id.removeFirst(prefix.count)
      event.kind = .commandRefused(request: request, why: why)
    default: return nil
    }
    return event
  }

  public func send(_ request: CommandRequest) {
    // Two screens may ask at once; an answer must find the one that asked.
    var request = request
    request.id = prefix + request.id
    request.source = "plateau watch"
    sending.send(request)
  }

  public func finish() -> String? {
    let count = sending.finish(within: .seconds(1))
    guard count > 0 else { return nil }
    return "\(directory.commands): is not accepting writes; \(count) "
      + "\(count == 1 ? "request was" : "requests were") not sent"
  }
}
